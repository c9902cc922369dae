package dev.skiff.core;

import java.lang.reflect.Type;

public interface JsonCodec {
    Object read(byte[] json, Type type);

    byte[] write(Object value);

    static JsonCodec jacksonJr() {
        return new JsonCodec() {
            final com.fasterxml.jackson.jr.ob.JSON j = com.fasterxml.jackson.jr.ob.JSON.std;

            @Override
            public Object read(byte[] json, Type type) {
                try {
                    return j.beanFrom((Class<?>) type, json);
                } catch (java.io.IOException e) {
                    throw new JsonException(e.toString());
                }
            }

            @Override
            public byte[] write(Object value) {
                try {
                    return j.asBytes(value);
                } catch (java.io.IOException e) {
                    throw new JsonException(e.toString());
                }
            }
        };
    }
}
