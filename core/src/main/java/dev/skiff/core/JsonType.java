package dev.skiff.core;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

/** A generic type that survives erasure: {@code new JsonType<List<Order>>() {}}. */
public abstract class JsonType<T> {
    private final Type type;

    protected JsonType() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parent)
                || parent.getRawType() != JsonType.class) {
            throw new IllegalArgumentException(
                    "A JsonType names its type where it is made, as in new JsonType<List<Order>>() {}");
        }
        this.type = complete(parent.getActualTypeArguments()[0]);
    }

    public final Type type() {
        return type;
    }

    private static Type complete(Type type) {
        if (type instanceof TypeVariable<?>) {
            throw new IllegalArgumentException(
                    "A JsonType has to be complete, but " + type.getTypeName() + " is a type variable");
        }
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                complete(argument);
            }
        }
        if (type instanceof GenericArrayType array) {
            complete(array.getGenericComponentType());
        }
        return type;
    }
}
