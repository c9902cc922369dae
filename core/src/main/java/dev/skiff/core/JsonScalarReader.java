package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import org.jspecify.annotations.Nullable;

/** Text, booleans and numbers of fixed size, in one class because nearly every body needs several of them. Strict. */
final class JsonScalarReader extends JsonReader {
    private static final int TEXT = 1;
    private static final int BOOLEAN = 2;
    private static final int INT = 3;
    private static final int LONG = 4;
    private static final int DOUBLE = 5;
    private static final int FLOAT = 6;
    private static final int SHORT = 7;
    private static final int BYTE = 8;
    private static final int CHAR = 9;

    private final Class<?> type;
    private final int kind;

    private JsonScalarReader(Class<?> type, int kind) {
        this.type = type;
        this.kind = kind;
    }

    static @Nullable JsonReader of(Class<?> type) {
        int kind = kind(type);
        return kind == 0 ? null : new JsonScalarReader(type, kind);
    }

    private static int kind(Class<?> type) {
        if (type == String.class || type == CharSequence.class) {
            return TEXT;
        }
        if (type == boolean.class || type == Boolean.class) {
            return BOOLEAN;
        }
        if (type == int.class || type == Integer.class) {
            return INT;
        }
        if (type == long.class || type == Long.class) {
            return LONG;
        }
        if (type == double.class || type == Double.class) {
            return DOUBLE;
        }
        if (type == float.class || type == Float.class) {
            return FLOAT;
        }
        if (type == short.class || type == Short.class) {
            return SHORT;
        }
        if (type == byte.class || type == Byte.class) {
            return BYTE;
        }
        return type == char.class || type == Character.class ? CHAR : 0;
    }

    @Override
    Object read(JsonInput input) {
        return switch (kind) {
            case TEXT -> text(input);
            case BOOLEAN -> bool(input);
            case INT -> (int) whole(input, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> whole(input, Long.MIN_VALUE, Long.MAX_VALUE);
            case DOUBLE -> finite(input);
            case FLOAT -> finiteFloat(input);
            case SHORT -> (short) whole(input, Short.MIN_VALUE, Short.MAX_VALUE);
            case BYTE -> (byte) whole(input, Byte.MIN_VALUE, Byte.MAX_VALUE);
            default -> character(input);
        };
    }

    private String text(JsonInput input) {
        if (input.token() != JsonInput.TEXT) {
            throw JsonMismatch.expected(type, input);
        }
        return input.text();
    }

    private Boolean bool(JsonInput input) {
        char token = input.token();
        if (token != JsonInput.TRUE && token != JsonInput.FALSE) {
            throw JsonMismatch.expected(type, input);
        }
        return token == JsonInput.TRUE;
    }

    private long whole(JsonInput input, long least, long most) {
        if (input.token() != JsonInput.WHOLE) {
            throw JsonMismatch.expected(type, input);
        }
        long value;
        try {
            value = input.whole();
        } catch (ArithmeticException e) {
            throw JsonMismatch.outOfRange(type);
        }
        if (value < least || value > most) {
            throw JsonMismatch.outOfRange(type);
        }
        return value;
    }

    private double finite(JsonInput input) {
        double value = Double.parseDouble(number(input));
        if (Double.isInfinite(value)) {
            throw JsonMismatch.outOfRange(type);
        }
        return value;
    }

    private float finiteFloat(JsonInput input) {
        float value = Float.parseFloat(number(input));
        if (Float.isInfinite(value)) {
            throw JsonMismatch.outOfRange(type);
        }
        return value;
    }

    private String number(JsonInput input) {
        char token = input.token();
        if (token != JsonInput.WHOLE && token != JsonInput.FRACTION) {
            throw JsonMismatch.expected(type, input);
        }
        return input.text();
    }

    private char character(JsonInput input) {
        String text = text(input);
        if (text.length() != 1) {
            throw JsonMismatch.expected(type, input);
        }
        return text.charAt(0);
    }

    @Override
    @Nullable Object ofNull(JsonInput input) {
        if (type.isPrimitive()) {
            throw JsonMismatch.expected(type, input);
        }
        return null;
    }

    @Override
    @Nullable Object ofMissing() {
        return type.isPrimitive() ? zero() : null;
    }

    private Object zero() {
        return switch (kind) {
            case BOOLEAN -> false;
            case INT -> 0;
            case LONG -> 0L;
            case DOUBLE -> 0d;
            case FLOAT -> 0f;
            case SHORT -> (short) 0;
            case BYTE -> (byte) 0;
            default -> '\0';
        };
    }

    @Override
    Object ofKey(String key) {
        try {
            return switch (kind) {
                case TEXT -> key;
                case INT -> Integer.valueOf(key);
                case LONG -> Long.valueOf(key);
                case SHORT -> Short.valueOf(key);
                case BYTE -> Byte.valueOf(key);
                default -> super.ofKey(key);
            };
        } catch (NumberFormatException e) {
            throw JsonMismatch.key(type);
        }
    }
}
