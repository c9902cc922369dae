package dev.skiff.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for this machine, made and signed by nobody but the JDK's keytool. */
final class OwnCertificate {
    private static final String PASSWORD = "changeit"; // of cacerts, too

    private final JavaHome java;
    private final Path folder;

    private OwnCertificate(JavaHome java, Path folder) {
        this.java = java;
        this.folder = folder;
    }

    static OwnCertificate in(Path folder) throws IOException, InterruptedException {
        OwnCertificate made = new OwnCertificate(JavaHome.current(), folder);
        Files.deleteIfExists(Path.of(made.keys()));
        made.keytool(
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                made.keys());
        made.keytool("-exportcert", "-keystore", made.keys(), "-file", made.certificate());
        return made;
    }

    /** For a server that shows it. */
    SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(Path.of(keys()))) {
            store.load(content, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** A trust store with it and all that the JDK trusts anyhow, whose reading is part of what TLS costs; as open to read as the JDK's own. */
    Path trustedBeside(JavaHome other) throws IOException, InterruptedException {
        Path store = folder.resolve("trusted-" + other.version());
        Path cacerts = other.home().resolve("lib").resolve("security").resolve("cacerts");
        Files.copy(cacerts, store, StandardCopyOption.REPLACE_EXISTING);
        new OwnCertificate(other, folder)
                .keytool(
                        "-importcert",
                        "-noprompt",
                        "-alias",
                        "own",
                        "-file",
                        certificate(),
                        "-keystore",
                        store.toString(),
                        "-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE",
                        "-J-Dkeystore.pkcs12.macAlgorithm=NONE");
        return store;
    }

    private String keys() {
        return folder.resolve("keys.p12").toString();
    }

    private String certificate() {
        return folder.resolve("own.cer").toString();
    }

    private void keytool(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.home().resolve("bin").resolve("keytool").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        if (process.waitFor() != 0) {
            throw new IOException("keytool " + options[0] + " failed: " + output);
        }
    }
}
