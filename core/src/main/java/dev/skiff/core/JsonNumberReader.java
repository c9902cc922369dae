package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
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
    Object read(JsonInput input) {
        char token = input.token();
        boolean whole = token == JsonInput.WHOLE;
        if (!whole && (token != JsonInput.FRACTION || type == BigInteger.class)) {
            throw JsonMismatch.expected(type, input);
        }
        try {
            return number(input);
        } catch (NumberFormatException | ArithmeticException e) { // an exponent of more than 32 bits
            throw JsonMismatch.outOfRange(type);
        }
    }

    private Object number(JsonInput input) {
        if (type == BigDecimal.class) {
            return new BigDecimal(input.text());
        }
        return type == BigInteger.class ? new BigInteger(input.text()) : any(input);
    }

    /** Whole numbers of any size as they are, others as Double, which must hold them. */
    static Number any(JsonInput input) {
        if (input.token() == JsonInput.WHOLE) {
            return smallest(input);
        }
        Double value = Double.valueOf(input.text());
        if (value.isInfinite()) {
            throw JsonMismatch.outOfRange(Double.class);
        }
        return value;
    }

    private static Number smallest(JsonInput input) {
        try {
            long value = input.whole();
            if (value == (int) value) {
                return (int) value;
            }
            return value;
        } catch (ArithmeticException larger) {
            return new BigInteger(input.text());
        }
    }
}
