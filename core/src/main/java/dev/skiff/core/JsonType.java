package dev.skiff.core;

import java.lang.reflect.Type;

public abstract class JsonType<T> {
    public final Type type() {
        return ((java.lang.reflect.ParameterizedType) getClass().getGenericSuperclass()).getActualTypeArguments()[0];
    }
}
