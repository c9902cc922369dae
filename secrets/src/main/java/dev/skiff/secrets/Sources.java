package dev.skiff.secrets;

import java.io.File;

/** Which source is right where. */
final class Sources {
    /** Where Lambda unpacks the AWS Parameters and Secrets extension's layer. */
    private static final String EXTENSION = "/opt/extensions/AWSParametersAndSecretsLambdaExtension";

    private Sources() {}

    static SecretSource onLambda(Environment environment) {
        return new File(EXTENSION).exists() ? ExtensionSource.in(environment) : DirectSource.in(environment);
    }
}
