package dev.skiff.benchmarks.functions.secret;

import java.io.IOException;

/** Knows the secret: a program without it. */
public final class NoFunction extends SecretFunction {
    public static void main(String[] args) throws IOException {
        new NoFunction().print();
    }

    @Override
    String secret() {
        return "correct horse battery staple";
    }
}
