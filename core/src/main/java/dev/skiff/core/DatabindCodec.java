package dev.skiff.core;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.skiff.core.internal.JsonInputException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codec of those who need Jackson's annotations and modules, on their own mapper as it is. Costs a cold start
 * some hundred classes that {@link JsonCodec#jacksonJr()} doesn't load; add jackson-databind to the function's dependencies.
 */
public final class DatabindCodec implements JsonCodec {
    private final ObjectMapper mapper;

    private DatabindCodec(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    public static DatabindCodec of(ObjectMapper mapper) {
        return new DatabindCodec(mapper);
    }

    @Override
    public Object read(byte[] json, Type type) {
        JavaType javaType = mapper.constructType(type);
        try (JsonParser parser = mapper.createParser(json)) {
            return readWhole(parser, javaType);
        } catch (IOException e) {
            throw new JsonException("The JSON could not be read to its end");
        }
    }

    private Object readWhole(JsonParser parser, JavaType type) {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw JsonMismatch.nothing();
            }
            if (first == JsonToken.VALUE_NULL) {
                throw JsonMismatch.nullAlone();
            }
            Object value = mapper.readValue(parser, type);
            if (value == null) { // as mappers may read empty text
                throw JsonMismatch.nullAlone();
            }
            if (parser.nextToken() != null) {
                throw JsonMismatch.trailing();
            }
            return value;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw failure(e, parser);
        }
    }

    private RuntimeException failure(Throwable failure, JsonParser parser) {
        if (failure instanceof JsonMismatch mismatch) {
            return at(parser.currentTokenLocation(), mismatch.problem(), "", null);
        }
        if (failure instanceof InvalidDefinitionException definition) {
            return new IllegalArgumentException("The mapper has no way to read "
                    + (definition.getType() == null
                            ? "the type"
                            : definition.getType().toCanonical()));
        }
        if (failure instanceof JsonMappingException mapping) {
            return at(mapping.getLocation(), problem(mapping, parser), pointer(mapping), refusal(mapping));
        }
        if (failure instanceof JsonProcessingException stream) {
            return at(stream.getLocation(), streamProblem(stream), "", null);
        }
        return at(
                parser.currentTokenLocation(),
                "Reading failed with " + failure.getClass().getName(),
                "",
                null);
    }

    private static String problem(JsonMappingException failure, JsonParser parser) {
        if (failure instanceof ValueInstantiationException) {
            return "The value was refused by the type it was read for";
        }
        if (failure.getCause() instanceof JsonProcessingException stream && !(stream instanceof JsonMappingException)) {
            return streamProblem(stream);
        }
        if (failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "Expected " + JsonWords.of(mismatch.getTargetType()) + ", found " + called(parser.currentToken());
        }
        return "The JSON doesn't fit the type it was read for";
    }

    /** The problem of Jackson's own exceptions, in our words. */
    private static String streamProblem(JsonProcessingException failure) {
        if (failure instanceof InputCoercionException coercion) {
            return "Expected " + JsonWords.of(coercion.getTargetType()) + ", found a number out of its range";
        }
        if (failure instanceof StreamConstraintsException) {
            return JsonInputException.BEYOND_LIMITS;
        }
        return failure instanceof JsonEOFException ? "Malformed JSON: it ends too soon" : "Malformed JSON";
    }

    private static String called(@Nullable JsonToken token) {
        if (token == null) {
            return "the end";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction or exponent";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }

    private static JsonException at(
            @Nullable JsonLocation place, String problem, String pointer, @Nullable Throwable cause) {
        return place == null
                ? new JsonException(problem, pointer, 0, 0, cause)
                : new JsonException(problem, pointer, place.getLineNr(), place.getColumnNr(), cause);
    }

    /** What the user's own constructor threw, never what Jackson did. */
    private static @Nullable Throwable refusal(JsonMappingException failure) {
        Throwable cause = failure instanceof ValueInstantiationException ? failure.getCause() : null;
        return cause instanceof JsonProcessingException ? null : cause;
    }

    private String pointer(JsonMappingException failure) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            if (step.getIndex() >= 0) {
                pointer.append('/').append(step.getIndex());
            } else {
                pointer.append('/').append(known(step) ? JsonFailure.escape(step.getFieldName()) : "*");
            }
        }
        return pointer.toString();
    }

    /** Whether the name is a property of the target type and not just a key of the body. */
    private boolean known(JsonMappingException.Reference step) {
        Object from = step.getFrom();
        if (from == null || step.getFieldName() == null) {
            return false;
        }
        Class<?> owner = from instanceof Class<?> type ? type : from.getClass();
        for (BeanPropertyDefinition property : properties(owner)) {
            if (property.getName().equals(step.getFieldName())) {
                return true;
            }
        }
        return false;
    }

    private List<BeanPropertyDefinition> properties(Class<?> type) {
        DeserializationConfig config = mapper.getDeserializationConfig();
        BeanDescription description = config.introspect(config.constructType(type));
        return description.findProperties();
    }

    @Override
    public byte[] write(@Nullable Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw JsonFailure.writing(culprit(e, value), null);
        }
    }

    private static String culprit(Throwable failure, @Nullable Object value) {
        if (failure instanceof InvalidDefinitionException definition && definition.getType() != null) {
            return definition.getType().getRawClass().getName();
        }
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            Object from = mapping.getPath().get(mapping.getPath().size() - 1).getFrom();
            return from == null ? "a value" : from.getClass().getName();
        }
        return value == null ? "null" : value.getClass().getName();
    }
}
