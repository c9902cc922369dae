package dev.skiff.benchmarks.functions.secret;

import dev.skiff.secrets.Secret;
import dev.skiff.secrets.Secrets;

/** Skiff where there is no extension: it asks Secrets Manager itself. */
public final class DirectFunction extends SecretFunction {
    private final Secret<String> secret = Secrets.create().text(ID);

    @Override
    String secret() {
        return secret.get();
    }
}
