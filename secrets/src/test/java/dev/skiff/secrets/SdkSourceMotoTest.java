package dev.skiff.secrets;

import dev.skiff.secrets.aws.SdkSource;
import software.amazon.awssdk.regions.Region;

/** By the clients of the AWS SDK. */
class SdkSourceMotoTest extends MotoContract {
    @Override
    SecretSource source(Moto moto, Moto.Key key) {
        return SdkSource.of(secretsManager(moto, key, Region.US_EAST_1)).withParameters(ssm(moto, key));
    }
}
