package dev.skiff.routing;

/** The bytes of a response's body, and whether they are text: UTF-8 that JSON can carry as it is. Nobody changes the bytes. */
final class Content {
    static final Content NONE = new Content(new byte[0], false);

    private final byte[] bytes;
    private final boolean binary;

    Content(byte[] bytes, boolean binary) {
        this.bytes = bytes;
        this.binary = binary;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    boolean isBinary() {
        return binary;
    }
}
