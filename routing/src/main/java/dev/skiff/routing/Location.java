package dev.skiff.routing;

import java.nio.charset.StandardCharsets;

/** Makes a location fit for a header: blanks and what isn't ASCII are percent-encoded, all else stays as it is. */
final class Location {
    private static final String HEX = "0123456789ABCDEF";

    private Location() {}

    static String encoded(String location) {
        for (int i = 0; i < location.length(); i++) {
            if (location.charAt(i) == ' ' || location.charAt(i) > 0x7E) {
                return encodedBytes(location.getBytes(StandardCharsets.UTF_8));
            }
        }
        return location;
    }

    private static String encodedBytes(byte[] bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length * 2);
        for (byte b : bytes) {
            if (b == ' ' || b < 0 || b == 0x7F) {
                encoded.append('%').append(HEX.charAt((b >> 4) & 0xF)).append(HEX.charAt(b & 0xF));
            } else {
                encoded.append((char) b);
            }
        }
        return encoded.toString();
    }
}
