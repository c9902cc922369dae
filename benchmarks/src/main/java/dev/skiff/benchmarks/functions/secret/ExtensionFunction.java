package dev.skiff.benchmarks.functions.secret;

import dev.skiff.secrets.ExtensionSource;
import dev.skiff.secrets.Secret;
import dev.skiff.secrets.Secrets;
import java.io.IOException;

/** Skiff with the extension, and nothing to fall back to: a call that it can't answer fails the run. */
public final class ExtensionFunction extends SecretFunction {
    private final Secret<String> secret = Secrets.builder()
            .source(ExtensionSource.create().withoutFallback())
            .build()
            .text(ID);

    public static void main(String[] args) throws IOException {
        new ExtensionFunction().print();
    }

    @Override
    String secret() {
        return secret.get();
    }
}
