package dev.skiff.core;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The readers of the types met so far, each made once. Each kind of reader is made by a
 * method that returns a JsonReader, so that the verifier loads no kind before its type is met.
 */
final class JsonReaders {
    private final ConcurrentHashMap<Type, JsonReader> known = new ConcurrentHashMap<>();

    JsonReader of(Type type) {
        JsonReader reader = known.get(type);
        return reader == null ? remember(type, make(type)) : reader;
    }

    private JsonReader remember(Type type, JsonReader made) {
        JsonReader earlier = known.putIfAbsent(type, made);
        return earlier == null ? made : earlier;
    }

    private JsonReader make(Type type) {
        if (type instanceof Class<?> raw) {
            return make(raw, raw);
        }
        if (type instanceof ParameterizedType generic) {
            return make((Class<?>) generic.getRawType(), generic);
        }
        if (type instanceof GenericArrayType array) {
            return array(array.getGenericComponentType());
        }
        return of(JsonGenerics.bind(type, Object.class));
    }

    private JsonReader make(Class<?> raw, Type type) {
        if (raw.isRecord()) {
            return JsonRecordReader.of(raw, type, this);
        }
        JsonReader scalar = JsonScalarReader.of(raw);
        return scalar == null ? makeRarer(raw, type) : scalar;
    }

    private JsonReader makeRarer(Class<?> raw, Type type) {
        if (raw.isEnum()) {
            return JsonEnumReader.of(raw);
        }
        if (raw == byte[].class) {
            return JsonBase64Reader.of();
        }
        if (raw.isArray()) {
            return array(raw.getComponentType());
        }
        if (raw == Object.class) {
            return JsonAnyReader.of();
        }
        JsonReader container = container(raw, type);
        return container == null ? makeNamed(raw, type) : container;
    }

    private JsonReader array(Type component) {
        return JsonArrayReader.of(JsonGenerics.raw(component), of(component));
    }

    private @Nullable JsonReader container(Class<?> raw, Type type) {
        if (Collection.class.isAssignableFrom(raw) || raw == Iterable.class) {
            return JsonCollectionReader.of(raw, of(JsonGenerics.argument(type, Iterable.class, 0)));
        }
        if (Map.class.isAssignableFrom(raw)) {
            JsonReader keys = of(JsonGenerics.argument(type, Map.class, 0));
            return JsonMapReader.of(raw, keys, of(JsonGenerics.argument(type, Map.class, 1)));
        }
        if (raw == Optional.class) {
            return JsonOptionalReader.of(of(JsonGenerics.argument(type, Optional.class, 0)));
        }
        return null;
    }

    private JsonReader makeNamed(Class<?> raw, Type type) {
        String name = raw.getName();
        if (!name.startsWith("java.")) {
            return JsonBeanReader.of(raw, type, this);
        }
        if (name.startsWith("java.math.") || raw == Number.class) {
            return JsonNumberReader.of(raw);
        }
        return JsonTextReader.of(raw);
    }
}
