package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import java.math.BigInteger;

/** Types and tokens in words, for messages. */
final class JsonWords {
    private static final int NAMES_IN_FULL = 20;

    private JsonWords() {}

    static String of(Class<?> type) {
        if (type.isEnum()) {
            return oneOf(type.getEnumConstants());
        }
        if (type.isArray() || Iterable.class.isAssignableFrom(type)) {
            return type == byte[].class ? "base64 text" : "an array";
        }
        if (type == String.class || type == CharSequence.class) {
            return "text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == char.class || type == Character.class) {
            return "text of one character";
        }
        if (isWhole(type)) {
            return type == BigInteger.class ? "a whole number" : "a whole number (" + primitive(type) + ")";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return ofOther(type);
    }

    private static boolean isWhole(Class<?> type) {
        return type == int.class
                || type == Integer.class
                || type == long.class
                || type == Long.class
                || type == short.class
                || type == Short.class
                || type == byte.class
                || type == Byte.class
                || type == BigInteger.class;
    }

    private static String primitive(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Integer", "int" -> "32 bits";
            case "Long", "long" -> "64 bits";
            case "Short", "short" -> "16 bits";
            default -> "8 bits";
        };
    }

    private static String ofOther(Class<?> type) {
        String name = type.getName();
        if (name.startsWith("java.time.") || name.equals("java.util.Date")) {
            return "ISO text of a " + type.getSimpleName();
        }
        if (name.equals("java.util.UUID") || name.equals("java.net.URI")) {
            return "text of a " + type.getSimpleName();
        }
        return type == Object.class ? "a JSON value" : "an object";
    }

    private static String oneOf(Object[] constants) {
        if (constants.length == 0 || constants.length > NAMES_IN_FULL) {
            return "the name of an enum constant";
        }
        StringBuilder names = new StringBuilder(constants.length == 1 ? "" : "one of ");
        for (int i = 0; i < constants.length; i++) {
            names.append(i == 0 ? "" : ", ").append(((Enum<?>) constants[i]).name());
        }
        return names.toString();
    }

    /** A token of {@link JsonInput}. */
    static String of(char token) {
        return switch (token) {
            case JsonInput.OBJECT, JsonInput.OBJECT_END, JsonInput.NAME -> "an object";
            case JsonInput.ARRAY, JsonInput.ARRAY_END -> "an array";
            case JsonInput.TEXT -> "text";
            case JsonInput.WHOLE -> "a whole number";
            case JsonInput.FRACTION -> "a number with a fraction or exponent";
            case JsonInput.TRUE, JsonInput.FALSE -> "a boolean";
            case JsonInput.NULL -> "null";
            default -> "the end";
        };
    }
}
