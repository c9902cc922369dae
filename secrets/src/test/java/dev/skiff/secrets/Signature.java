package dev.skiff.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Version 4 signatures as a server computes them, from the request it got. */
final class Signature {
    private Signature() {}

    /** What the signature of this POST to the root has to be, by the headers it says are signed. */
    static String expected(StubServer.Call call, String secretAccessKey) throws GeneralSecurityException {
        String authorization = call.header("authorization");
        String signed = part(authorization, "SignedHeaders=");
        String credential = part(authorization, "Credential=");
        String[] scope = credential.substring(credential.indexOf('/') + 1).split("/", -1);
        StringBuilder canonical = new StringBuilder("POST\n/\n\n");
        for (String name : signed.split(";", -1)) {
            canonical.append(name).append(':').append(call.header(name).strip()).append('\n');
        }
        canonical.append('\n').append(signed).append('\n').append(hash(call.body()));
        String toSign = "AWS4-HMAC-SHA256\n" + call.header("x-amz-date") + "\n" + String.join("/", scope) + "\n"
                + hash(canonical.toString());
        byte[] key = ("AWS4" + secretAccessKey).getBytes(UTF_8);
        for (String step : scope) {
            key = hmac(key, step);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    static String sent(StubServer.Call call) {
        return part(call.header("authorization"), "Signature=");
    }

    private static String part(String authorization, String name) {
        int start = authorization.indexOf(name) + name.length();
        int end = authorization.indexOf(',', start);
        return authorization.substring(start, end < 0 ? authorization.length() : end);
    }

    private static String hash(String text) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }
}
