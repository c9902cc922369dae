package dev.skiff.secrets;

import java.util.Arrays;

/** As bytes: a copy for each reader, since arrays can be changed. */
final class BytesMapping implements Mapping<byte[]> {
    static final BytesMapping INSTANCE = new BytesMapping();

    private BytesMapping() {}

    @Override
    public byte[] map(Content content, String id) {
        return content.value(0).clone();
    }

    @Override
    public boolean isKept() {
        return false;
    }

    @Override
    public void release(byte[] value) {
        Arrays.fill(value, (byte) 0);
    }
}
