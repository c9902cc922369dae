package dev.skiff.benchmarks.functions.secret;

import dev.skiff.secrets.Secret;
import dev.skiff.secrets.Secrets;
import java.io.IOException;

/** Skiff where there is no extension: it asks Secrets Manager itself. */
public final class DirectFunction extends SecretFunction {
    private final Secret<String> secret = Secrets.create().text(ID);

    public static void main(String[] args) throws IOException {
        new DirectFunction().print();
    }

    @Override
    String secret() {
        return secret.get();
    }
}
