package dev.skiff.local.template;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what gateways answer to browsers by themselves. */
final class CorsReader {
    private static final SamCors ALL_ORIGINS =
            new SamCors(List.of("*"), List.of(), List.of(), List.of(), Optional.empty(), false);

    private CorsReader() {}

    /** Of an HTTP API or a Function URL: a map of lists; {@code true} stands for all origins. */
    static Optional<SamCors> lists(Properties owner, String name) {
        if (!owner.has(name)) {
            return Optional.empty();
        }
        if (!owner.isMap(name)) {
            return allOrigins(owner, name);
        }
        Properties cors = owner.section(name);
        SamCors read = new SamCors(
                cors.texts("AllowOrigins"),
                cors.texts("AllowMethods"),
                cors.texts("AllowHeaders"),
                cors.texts("ExposeHeaders"),
                maxAge(cors),
                cors.flag("AllowCredentials", false));
        if (read.allowCredentials() && read.allowOrigins().contains("*")) {
            throw cors.mistake("allows credentials, and so can't allow the origin *");
        }
        return Optional.of(read);
    }

    /** Of a REST API: texts in quotes of their own, lists with commas; a text alone is the origin. */
    static Optional<SamCors> texts(Properties owner) {
        if (!owner.has("Cors")) {
            return Optional.empty();
        }
        if (!owner.isMap("Cors")) {
            return Optional.of(new SamCors(
                    List.of(unquoted(owner.text("Cors"))), List.of(), List.of(), List.of(), Optional.empty(), false));
        }
        Properties cors = owner.section("Cors");
        return Optional.of(new SamCors(
                List.of(unquoted(cors.text("AllowOrigin"))),
                split(cors, "AllowMethods"),
                split(cors, "AllowHeaders"),
                List.of(),
                cors.optionalText("MaxAge").map(age -> seconds(cors, unquoted(age))),
                cors.flag("AllowCredentials", false)));
    }

    private static Optional<SamCors> allOrigins(Properties owner, String name) {
        if (!List.of("true", "false").contains(owner.text(name))) {
            throw owner.wrong(name, "a map or true");
        }
        return owner.flag(name, false) ? Optional.of(ALL_ORIGINS) : Optional.empty();
    }

    private static Optional<Duration> maxAge(Properties cors) {
        OptionalInt seconds = cors.integer("MaxAge", -1, 86_400);
        return seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsInt())) : Optional.empty();
    }

    private static Duration seconds(Properties cors, String age) {
        if (!age.matches("\\d{1,9}")) {
            throw cors.wrong("MaxAge", "seconds such as \"'600'\"");
        }
        return Duration.ofSeconds(Integer.parseInt(age));
    }

    private static List<String> split(Properties cors, String name) {
        return cors.optionalText(name)
                .map(text -> Arrays.stream(unquoted(text).split(","))
                        .map(String::trim)
                        .filter(part -> !part.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("'") && text.endsWith("'")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
