package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {
    enum Colour {
        RED,
        Green,
        GREEN
    }

    private static Request query(String query) {
        return Request.of("GET", "/?" + query);
    }

    private static String fault(Request request, Input<?>... inputs) {
        HttpException failure = catchThrowableOfType(HttpException.class, () -> request.inputs(inputs));
        assertThat(failure.status()).isEqualTo(400);
        return failure.problem().detail();
    }

    @Test
    void values_are_of_their_type() {
        Request request = query("i=-7&l=9000000000&d=1.50&b=TRUE&u=123e4567-e89b-12d3-a456-426614174000"
                + "&date=2026-11-23&t=2026-11-23T08:00:00Z&c=red&s=x+y");

        assertThat(request.get(Input.query("i").asInt())).isEqualTo(-7);
        assertThat(request.get(Input.query("l").asLong())).isEqualTo(9_000_000_000L);
        assertThat(request.get(Input.query("d").asDecimal())).isEqualTo(new BigDecimal("1.50"));
        assertThat(request.get(Input.query("b").asBoolean())).isTrue();
        assertThat(request.get(Input.query("u").asUuid()))
                .isEqualTo(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"));
        assertThat(request.get(Input.query("date").asDate())).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(request.get(Input.query("t").asInstant())).isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
        assertThat(request.get(Input.query("c").asEnum(Colour.class))).isEqualTo(Colour.RED);
        assertThat(request.get(Input.query("s"))).isEqualTo("x y");
    }

    @Test
    void every_place_of_a_request_has_inputs() {
        Request[] seen = new Request[1];
        Router.builder()
                .post("/users/{id}", request -> {
                    seen[0] = request;
                    return Response.noContent();
                })
                .build()
                .handle(Request.of("POST", "/users/7?q=1")
                        .withHeader("X-Page", "2")
                        .withHeader("Cookie", "c=3")
                        .withHeader("Content-Type", "application/x-www-form-urlencoded")
                        .withBody("f=4"));

        assertThat(seen[0].get(Input.path("id").asInt())).isEqualTo(7);
        assertThat(seen[0].get(Input.query("q").asInt())).isEqualTo(1);
        assertThat(seen[0].get(Input.header("x-page").asInt())).isEqualTo(2);
        assertThat(seen[0].get(Input.cookie("c").asInt())).isEqualTo(3);
        assertThat(seen[0].get(Input.form("f").asInt())).isEqualTo(4);
        assertThatThrownBy(() -> seen[0].get(Input.path("name")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/users/{id}");
        assertThat(seen[0].get(Input.path("name").optional())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1.0",
                "2147483648",
                "-2147483649",
                "0x1",
                "1 ",
                "+",
                "-",
                "١",
                "1e3",
                "--1",
                "99999999999999999999"
            })
    void what_is_no_int_is_a_fault_without_its_value(String value) {
        Request request = Request.of("GET", "/").withHeader("n", value);

        assertThat(fault(request, Input.header("n").asInt())).isEqualTo("header n should be a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1,5", "NaN", "Infinity", "0x1p3", "١", "1e99999999999", "."})
    void what_is_no_decimal_is_a_fault(String value) {
        assertThat(fault(
                        Request.of("GET", "/").withHeader("n", value),
                        Input.header("n").asDecimal()))
                .isEqualTo("header n should be a number");
        assertThat(fault(query("n=" + "9".repeat(2000)), Input.query("n").asDecimal()))
                .contains("a number");
    }

    @ParameterizedTest
    @CsvSource({
        "asUuid, 1-1-1-1-1",
        "asUuid, 123e4567-e89b-12d3-a456-42661417400",
        "asUuid, 123e45670-e89b-12d3-a456-42661417400",
        "asUuid, {123e4567-e89b-12d3-a456-426614174000}",
        "asDate, 2026-02-30",
        "asDate, 23.11.2026",
        "asInstant, 2025-11-23",
        "asInstant, 2025-11-23T08:00:00",
        "asBoolean, yes",
        "asBoolean, 1",
    })
    void what_is_not_quite_a_value_is_a_fault(String type, String value) {
        Input<String> text = Input.query("v");
        Input<?> input =
                switch (type) {
                    case "asUuid" -> text.asUuid();
                    case "asDate" -> text.asDate();
                    case "asInstant" -> text.asInstant();
                    default -> text.asBoolean();
                };

        assertThat(fault(query("v=" + value), input))
                .startsWith("query v should be ")
                .doesNotContain(value);
    }

    @Test
    void an_enum_is_found_by_its_name_or_in_any_case_if_one_fits() {
        Input<Colour> colour = Input.query("c").asEnum(Colour.class);

        assertThat(query("c=Green").get(colour)).isEqualTo(Colour.Green);
        assertThat(query("c=GREEN").get(colour)).isEqualTo(Colour.GREEN);
        assertThat(fault(query("c=green"), colour)).isEqualTo("query c should be one of RED, Green, GREEN");
        assertThat(fault(query("c=blue"), colour)).contains("one of RED, Green, GREEN");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "100, true", "101, false", "x, false"})
    void bounds_are_included(String value, boolean fits) {
        Input<Integer> page = Input.query("page").asInt().between(1, 100).orElse(1);

        if (fits) {
            assertThat(query("page=" + value).get(page)).isEqualTo(Integer.valueOf(value));
        } else {
            assertThat(fault(query("page=" + value), page))
                    .isEqualTo("query page should be a whole number from 1 to 100");
        }
    }

    @Test
    void bounds_add_up_and_work_for_all_that_compares() {
        Input<LocalDate> date =
                Input.query("d").asDate().atLeast(LocalDate.EPOCH).atMost(LocalDate.of(2026, 1, 1));

        assertThat(query("d=2000-01-01").get(date)).isEqualTo(LocalDate.of(2000, 1, 1));
        assertThat(fault(query("d=1969-12-31"), date)).contains("at least 1970-01-01, at most 2026-01-01");
        assertThat(fault(query("d=2026-01-02"), date)).contains("at most 2026-01-01");
        assertThat(fault(query(""), date)).isEqualTo("query d is missing");
    }

    @Test
    void a_missing_one_has_its_default_is_empty_or_is_a_fault() {
        Input<Integer> page = Input.query("page").asInt();

        assertThat(query("").get(page.orElse(3))).isEqualTo(3);
        assertThat(query("page=").get(page.orElse(3))).isEqualTo(3);
        assertThat(query("").get(page.optional())).isEmpty();
        assertThat(query("page=4").get(page.optional())).isEqualTo(Optional.of(4));
        assertThat(fault(query("page="), page)).isEqualTo("query page is missing");
        assertThat(fault(query("page=x"), page.orElse(3))).contains("should be");
        assertThat(fault(query("page=x"), page.optional())).contains("should be");
        assertThat(query("s=").get(Input.query("s"))).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // what a careless user does
    void null_is_no_default() {
        assertThatThrownBy(() -> Input.query("page").asInt().orElse(null)).hasMessageContaining("optional");
    }

    @Test
    void a_list_has_every_value() {
        Input<List<Integer>> ids = Input.query("id").asInt().between(1, 9).list();

        assertThat(query("id=1&id=2&id=2").get(ids)).containsExactly(1, 2, 2);
        assertThat(query("").get(ids)).isEmpty();
        assertThat(query("id=&id=3").get(ids)).containsExactly(3);
        assertThat(fault(query("id=1&id=10"), ids)).contains("from 1 to 9");
        assertThatThrownBy(() -> query("id=1").get(ids).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(query("s=&s=x").get(Input.query("s").list())).containsExactly("", "x");
    }

    @Test
    void all_faults_are_in_one_400() {
        Router router = Router.builder()
                .get("/users/{id}", request -> {
                    request.inputs(
                            Input.path("id").asUuid(),
                            Input.query("page").asInt().between(1, 9),
                            Input.query("fine").orElse("x"),
                            Input.header("X-Tenant"),
                            Input.cookie("session"));
                    return Response.noContent();
                })
                .build();

        Response response = router.handle(Request.of("GET", "/users/secret?page=secret"));
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.text()).doesNotContain("secret");
        JsonNode problem = Events.tree(response.text().getBytes(StandardCharsets.UTF_8));
        assertThat(problem.get("detail").textValue())
                .isEqualTo("path id should be a UUID; query page should be a whole number from 1 to 9;"
                        + " header X-Tenant is missing; cookie session is missing");
        assertThat(problem.get("errors")).hasSize(4);
        assertThat(problem.at("/errors/1").toString())
                .contains(
                        "\"in\":\"query\"", "\"name\":\"page\"", "\"detail\":\"should be a whole number from 1 to 9\"");
    }

    @Test
    void an_input_that_was_not_read_is_a_mistake_that_names_it() {
        Inputs inputs = query("a=1").inputs(Input.query("a"));

        assertThatThrownBy(() -> inputs.get(Input.query("b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("query b");
    }

    @Test
    @SuppressWarnings("NullAway") // a parser that answers null
    void a_parser_of_ones_own_says_what_it_expects() {
        Input<Integer> length = Input.query("x").as("a short word", text -> {
            if (text.length() > 3) {
                throw new java.io.IOException("secret");
            }
            return text.equals("no") ? null : text.length();
        });

        assertThat(query("x=abc").get(length)).isEqualTo(3);
        assertThat(fault(query("x=abcd"), length)).isEqualTo("query x should be a short word");
        assertThat(fault(query("x=no"), length)).isEqualTo("query x should be a short word");
        assertThat(length).hasToString("query x");
    }
}
