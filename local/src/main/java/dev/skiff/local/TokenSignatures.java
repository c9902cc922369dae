package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Checks the signatures of tokens with the keys that their issuer publishes, or with given ones; or lets all pass. */
final class TokenSignatures {
    /** Those of RSA, as API Gateway. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.copyOf(JWSAlgorithm.Family.RSA);

    private static final int MILLISECONDS = 5_000;
    private static final int MOST_BYTES = 1024 * 1024;

    private final boolean areChecked;
    private final String keys;
    private final Map<String, DefaultJWTProcessor<SecurityContext>> processors = new ConcurrentHashMap<>();

    private TokenSignatures(boolean areChecked, String keys) {
        this.areChecked = areChecked;
        this.keys = keys;
    }

    static TokenSignatures unchecked() {
        return new TokenSignatures(false, "");
    }

    /** By the keys that the issuer's {@code /.well-known/openid-configuration} names. */
    static TokenSignatures ofIssuers() {
        return new TokenSignatures(true, "");
    }

    /** By a JSON Web Key Set: a file, or an address. */
    static TokenSignatures of(String fileOrUrl) {
        return new TokenSignatures(true, fileOrUrl);
    }

    boolean areChecked() {
        return areChecked;
    }

    /** Empty if the token may pass; else the reason, as the client is told. */
    String flaw(Token token, String issuer) {
        if (!areChecked) {
            return "";
        }
        try {
            processor(issuer).process(token.text(), null);
            return "";
        } catch (IOException | IllegalArgumentException unreachable) {
            return "OIDC discovery endpoint communication error";
        } catch (ParseException | BadJOSEException | JOSEException wrong) {
            return "the signature of the token is not valid";
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor(String issuer) throws IOException {
        DefaultJWTProcessor<SecurityContext> known = processors.get(issuer);
        if (known != null) {
            return known;
        }
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source(issuer)));
        processor.setJWSTypeVerifier((type, context) -> {});
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        processors.put(issuer, processor);
        return processor;
    }

    private JWKSource<SecurityContext> source(String issuer) throws IOException {
        if (keys.isEmpty()) {
            return remote(discovered(issuer));
        }
        return keys.startsWith("http://") || keys.startsWith("https://") ? remote(url(keys)) : local(Path.of(keys));
    }

    private static JWKSource<SecurityContext> remote(URL url) {
        return JWKSourceBuilder.<SecurityContext>create(url, retriever())
                .retrying(true)
                .build();
    }

    private static JWKSource<SecurityContext> local(Path file) throws IOException {
        try {
            return new ImmutableJWKSet<>(JWKSet.parse(Files.readString(file)));
        } catch (ParseException noKeys) {
            throw new LocalException(file + " is no JSON Web Key Set: " + noKeys.getMessage());
        }
    }

    private static URL discovered(String issuer) throws IOException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        String configuration = retriever()
                .retrieveResource(url(base + "/.well-known/openid-configuration"))
                .getContent();
        Object keys = JSON.std.mapFrom(configuration.getBytes(UTF_8)).get("jwks_uri");
        return url(String.valueOf(keys));
    }

    private static DefaultResourceRetriever retriever() {
        return new DefaultResourceRetriever(MILLISECONDS, MILLISECONDS, MOST_BYTES);
    }

    private static URL url(String text) throws MalformedURLException {
        return URI.create(text).toURL();
    }
}
