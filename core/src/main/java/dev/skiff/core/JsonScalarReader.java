package dev.skiff.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
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
    Object read(JsonParser parser) throws IOException {
        return switch (kind) {
            case TEXT -> text(parser);
            case BOOLEAN -> bool(parser);
            case INT -> whole(parser).getIntValue();
            case LONG -> whole(parser).getLongValue();
            case DOUBLE -> finite(parser);
            case FLOAT -> finiteFloat(parser);
            case SHORT -> (short) within(parser, Short.MIN_VALUE, Short.MAX_VALUE);
            case BYTE -> (byte) within(parser, Byte.MIN_VALUE, Byte.MAX_VALUE);
            default -> character(parser);
        };
    }

    private String text(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw JsonMismatch.expected(type, parser);
        }
        return parser.getText();
    }

    private Boolean bool(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw JsonMismatch.expected(type, parser);
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private JsonParser whole(JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw JsonMismatch.expected(type, parser);
        }
        return parser;
    }

    private int within(JsonParser parser, int least, int most) throws IOException {
        int value = whole(parser).getIntValue();
        if (value < least || value > most) {
            throw JsonMismatch.outOfRange(type);
        }
        return value;
    }

    private double finite(JsonParser parser) throws IOException {
        double value = number(parser).getDoubleValue();
        if (Double.isInfinite(value)) {
            throw JsonMismatch.outOfRange(type);
        }
        return value;
    }

    private float finiteFloat(JsonParser parser) throws IOException {
        float value = number(parser).getFloatValue();
        if (Float.isInfinite(value)) {
            throw JsonMismatch.outOfRange(type);
        }
        return value;
    }

    private JsonParser number(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw JsonMismatch.expected(type, parser);
        }
        return parser;
    }

    private char character(JsonParser parser) throws IOException {
        String text = text(parser);
        if (text.length() != 1) {
            throw JsonMismatch.expected(type, parser);
        }
        return text.charAt(0);
    }

    @Override
    @Nullable Object ofNull(JsonParser parser) {
        if (type.isPrimitive()) {
            throw JsonMismatch.expected(type, parser);
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
