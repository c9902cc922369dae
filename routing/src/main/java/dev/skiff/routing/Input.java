package dev.skiff.routing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A typed input of a request, described once: where it stands, its name, type, default and bounds. Immutable; keep it in a constant.
 *
 * <pre>{@code
 * static final Input<Integer> PAGE = Input.query("page").asInt().between(1, 100).orElse(1);
 * static final Input<LocalDate> FROM = Input.query("from").asDate();
 *
 * Inputs in = request.inputs(PAGE, FROM); // one 400 that names all that is wrong
 * return find(in.get(PAGE), in.get(FROM));
 * }</pre>
 *
 * <p>An input without a default must be there. An empty one counts as missing for all types but text.
 */
public final class Input<T> {
    /** Where an input stands. */
    enum In {
        PATH,
        QUERY,
        HEADER,
        COOKIE,
        FORM
    }

    /**
     * Turns text into a value.
     *
     * @param <T> of what type
     */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * The value.
         *
         * @throws Exception of any kind when the text is none
         */
        T parse(String text) throws Exception;
    }

    /** Reads the texts that were sent; answers a fault's words instead of a value by throwing it. */
    private interface Reading<T> {
        T read(List<String> texts) throws Fault;
    }

    /** What is wrong with an input, in words for the client that name no value. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean missing;

        private Fault(String detail, boolean missing) {
            super(detail, null, false, false);
            this.missing = missing;
        }

        static Fault missing() {
            return new Fault("is missing", true);
        }

        static Fault expected(String expected) {
            return new Fault("should be " + expected, false);
        }

        boolean isMissing() {
            return missing;
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    private static final int MOST_DIGITS = 1000; // as jackson-core takes in a number

    private final In in;
    private final String name;
    private final String expected;
    private final Reading<T> reading;

    private Input(In in, String name, String expected, Reading<T> reading) {
        this.in = in;
        this.name = name;
        this.expected = expected;
        this.reading = reading;
    }

    /** A parameter of the route's template. */
    public static Input<String> path(String name) {
        return text(In.PATH, name);
    }

    /** A query parameter, its first value. */
    public static Input<String> query(String name) {
        return text(In.QUERY, name);
    }

    /** A header, its first value. */
    public static Input<String> header(String name) {
        return text(In.HEADER, name);
    }

    /** A cookie. */
    public static Input<String> cookie(String name) {
        return text(In.COOKIE, name);
    }

    /** A field of a form body, its first value. */
    public static Input<String> form(String name) {
        return text(In.FORM, name);
    }

    /** As an {@code int}. */
    public Input<Integer> asInt() {
        return as("a whole number", text -> Integer.valueOf(digits(text)));
    }

    /** As a {@code long}. */
    public Input<Long> asLong() {
        return as("a whole number", text -> Long.valueOf(digits(text)));
    }

    /** As a decimal number, exactly. */
    public Input<BigDecimal> asDecimal() {
        return as("a number", text -> new BigDecimal(number(text)));
    }

    /** As {@code true} or {@code false}, in any case. */
    public Input<Boolean> asBoolean() {
        return as("true or false", Input::flag);
    }

    /** As a UUID in its 36 characters. */
    public Input<UUID> asUuid() {
        return as("a UUID", Input::uuid);
    }

    /** As a date such as {@code 2026-11-23}. */
    public Input<LocalDate> asDate() {
        return as("a date such as 2026-11-23", LocalDate::parse);
    }

    /** As a moment such as {@code 2026-11-23T08:00:00Z}. */
    public Input<Instant> asInstant() {
        return as("a moment such as 2026-11-23T08:00:00Z", Instant::parse);
    }

    /** As a constant of an enum by its name; by its name in any case where only one fits. */
    public <E extends Enum<E>> Input<E> asEnum(Class<E> type) {
        E[] constants = type.getEnumConstants();
        StringBuilder names = new StringBuilder("one of");
        for (E constant : constants) {
            names.append(names.length() == 6 ? " " : ", ").append(constant.name());
        }
        return as(names.toString(), text -> constant(constants, text));
    }

    /**
     * As whatever a parser makes of it.
     *
     * @param expected what the client should have sent, in words that follow "should be": "a colour such as red"
     */
    public <V> Input<V> as(String expected, Parser<V> parser) {
        return new Input<>(in, name, expected, texts -> parsed(first(texts), expected, parser));
    }

    /** Every value, in order; none is an empty list, and what counts as missing is left out. */
    public Input<List<T>> list() {
        return new Input<>(in, name, expected, texts -> {
            List<T> values = new ArrayList<>();
            for (String text : texts) {
                found(List.of(text)).ifPresent(values::add);
            }
            return List.copyOf(values);
        });
    }

    /** With a value for when it is missing. */
    public Input<T> orElse(T value) {
        Objects.requireNonNull(value, "A default is a value: where there is none, use optional()");
        return new Input<>(in, name, expected, texts -> found(texts).orElse(value));
    }

    /** Empty when it is missing. */
    public Input<Optional<T>> optional() {
        return new Input<>(in, name, expected, this::found);
    }

    /** At least so much. Bounds come before {@link #orElse}, {@link #optional} and {@link #list}. */
    public <C extends Comparable<? super T>> Input<T> atLeast(C minimum) {
        return bounded(minimum, null, expected + ", at least " + minimum);
    }

    /** At most so much. */
    public <C extends Comparable<? super T>> Input<T> atMost(C maximum) {
        return bounded(null, maximum, expected + ", at most " + maximum);
    }

    /** From one value to another, both included. */
    public <C extends Comparable<? super T>> Input<T> between(C minimum, C maximum) {
        return bounded(minimum, maximum, expected + " from " + minimum + " to " + maximum);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Such as {@code query parameter page}. */
    @Override
    public String toString() {
        return in.name().toLowerCase(Locale.ROOT) + " " + name;
    }

    In in() {
        return in;
    }

    T read(Request request) throws Fault {
        return reading.read(request.values(in, name));
    }

    private static Input<String> text(In in, String name) {
        return new Input<>(in, name, "text", texts -> first(texts));
    }

    private static String first(List<String> texts) throws Fault {
        if (texts.isEmpty()) {
            throw Fault.missing();
        }
        return texts.get(0);
    }

    private Optional<T> found(List<String> texts) throws Fault {
        try {
            return Optional.of(reading.read(texts));
        } catch (Fault fault) {
            if (fault.isMissing()) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private static <V> V parsed(String text, String expected, Parser<V> parser) throws Fault {
        if (text.isEmpty()) {
            throw Fault.missing();
        }
        V value;
        try {
            value = parser.parse(text);
        } catch (Exception malformed) {
            throw Fault.expected(expected);
        }
        if (value == null) {
            throw Fault.expected(expected);
        }
        return value;
    }

    private <C extends Comparable<? super T>> Input<T> bounded(
            @Nullable C minimum, @Nullable C maximum, String within) {
        return new Input<>(in, name, within, texts -> {
            T value;
            try {
                value = reading.read(texts);
            } catch (Fault fault) {
                throw fault.isMissing() ? fault : Fault.expected(within);
            }
            if ((minimum != null && minimum.compareTo(value) > 0)
                    || (maximum != null && maximum.compareTo(value) < 0)) {
                throw Fault.expected(within);
            }
            return value;
        });
    }

    /** Digits of ours, and few enough to be read in no time: the JDK takes those of every script, and longer for each one more. */
    private static String number(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0 || i == MOST_DIGITS) {
                throw new NumberFormatException();
            }
        }
        return text;
    }

    /** Digits of ours with a sign. */
    private static String digits(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && !(i == 0 && (c == '-' || c == '+'))) {
                throw new NumberFormatException();
            }
        }
        return text;
    }

    private static Boolean flag(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw new IllegalArgumentException();
    }

    /** The JDK also takes groups of other lengths, and fills them up or cuts them. */
    private static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException();
        }
        return uuid;
    }

    private static <E extends Enum<E>> E constant(E[] constants, String text) {
        @Nullable E found = null;
        for (E constant : constants) {
            if (constant.name().equals(text)) {
                return constant;
            }
            if (constant.name().equalsIgnoreCase(text)) {
                if (found != null) {
                    throw new IllegalArgumentException();
                }
                found = constant;
            }
        }
        if (found == null) {
            throw new IllegalArgumentException();
        }
        return found;
    }
}
