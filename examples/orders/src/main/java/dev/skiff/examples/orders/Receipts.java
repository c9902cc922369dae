package dev.skiff.examples.orders;

import dev.skiff.secrets.Reading;
import dev.skiff.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs orders with a key that lives in Secrets Manager and may be rotated at any time. */
final class Receipts {
    private static final String ALGORITHM = "HmacSHA256";

    private final Secret<String> key;

    Receipts(Secret<String> key) {
        this.key = key;
    }

    /** Says which version of the key signed it, so that a receipt stays provable when the key is rotated. */
    Receipt of(Order order) throws GeneralSecurityException {
        Reading<String> reading = key.reading();
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(reading.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
        String signed = order.id() + "\n" + order.customer() + "\n" + order.cents() + "\n" + order.version();
        byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        return new Receipt(
                order.id(),
                order.cents(),
                order.version(),
                reading.version(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }
}
