package dev.skiff.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** BigDecimal and BigInteger, every digit kept; Number is the smallest of Integer, Long, BigInteger and Double. */
final class JsonNumberReader extends JsonReader {
    private final Class<?> type;

    private JsonNumberReader(Class<?> type) {
        if (type != BigDecimal.class && type != BigInteger.class && type != Number.class) {
            throw JsonMismatch.unsupported(type);
        }
        this.type = type;
    }

    static JsonReader of(Class<?> type) {
        return new JsonNumberReader(type);
    }

    @Override
    Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        boolean whole = token == JsonToken.VALUE_NUMBER_INT;
        if (!whole && (token != JsonToken.VALUE_NUMBER_FLOAT || type == BigInteger.class)) {
            throw JsonMismatch.expected(type, parser);
        }
        try {
            return number(parser);
        } catch (NumberFormatException | ArithmeticException e) { // an exponent of more than 32 bits
            throw JsonMismatch.outOfRange(type);
        }
    }

    private Object number(JsonParser parser) throws IOException {
        if (type == BigDecimal.class) {
            return parser.getDecimalValue();
        }
        return type == BigInteger.class ? parser.getBigIntegerValue() : any(parser.getNumberValue());
    }

    private Number any(Number value) {
        if (value instanceof Double fraction && fraction.isInfinite()) {
            throw JsonMismatch.outOfRange(type);
        }
        return value;
    }
}
