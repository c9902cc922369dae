package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.UUID;

/** What the JDK parses from text: java.time in ISO form, UUID and URI. One class: the switch loads the type it needs. */
final class JsonTextReader extends JsonReader {
    private final Class<?> type;

    private JsonTextReader(Class<?> type) {
        this.type = type;
    }

    static JsonReader of(Class<?> type) {
        switch (type.getName()) {
            case "java.time.Duration", "java.time.Instant", "java.time.LocalDate", "java.time.LocalDateTime" -> {}
            case "java.time.LocalTime", "java.time.MonthDay", "java.time.OffsetDateTime", "java.time.OffsetTime" -> {}
            case "java.time.Period", "java.time.Year", "java.time.YearMonth", "java.time.ZoneId" -> {}
            case "java.time.ZoneOffset", "java.time.ZonedDateTime", "java.util.Date" -> {}
            case "java.util.UUID", "java.net.URI" -> {}
            default -> throw JsonMismatch.unsupported(type);
        }
        return new JsonTextReader(type);
    }

    @Override
    Object read(JsonInput input) {
        if (input.token() != JsonInput.TEXT) {
            throw JsonMismatch.expected(type, input);
        }
        try {
            return parse(input.text());
        } catch (RuntimeException e) { // its message repeats the text
            throw JsonMismatch.expected(type, input);
        }
    }

    @Override
    Object ofKey(String key) {
        try {
            return parse(key);
        } catch (RuntimeException e) {
            throw JsonMismatch.key(type);
        }
    }

    @SuppressWarnings("JavaUtilDate") // users have it in their beans
    private Object parse(String text) {
        return switch (type.getName()) {
            case "java.time.Duration" -> Duration.parse(text);
            case "java.time.Instant" -> Instant.parse(text);
            case "java.time.LocalDate" -> LocalDate.parse(text);
            case "java.time.LocalDateTime" -> LocalDateTime.parse(text);
            case "java.time.LocalTime" -> LocalTime.parse(text);
            case "java.time.MonthDay" -> MonthDay.parse(text);
            case "java.time.OffsetDateTime" -> OffsetDateTime.parse(text);
            case "java.time.OffsetTime" -> OffsetTime.parse(text);
            case "java.time.Period" -> Period.parse(text);
            case "java.time.Year" -> Year.parse(text);
            case "java.time.YearMonth" -> YearMonth.parse(text);
            case "java.time.ZoneId" -> ZoneId.of(text);
            case "java.time.ZoneOffset" -> ZoneOffset.of(text);
            case "java.time.ZonedDateTime" -> ZonedDateTime.parse(text);
            case "java.util.Date" -> Date.from(Instant.parse(text));
            case "java.util.UUID" -> UUID.fromString(text);
            default -> URI.create(text);
        };
    }
}
