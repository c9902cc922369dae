package dev.skiff.examples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HelloFunctionTest {
    private final FunctionClient client = FunctionClient.of(new HelloFunction());

    @Test
    void greets_the_world_by_default() {
        assertThat(client.send(HttpCall.get("/hello")).text()).isEqualTo("Hello, World!");
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void greets_by_name_behind_every_front_door(HttpSource source) {
        HttpAnswer answer = client.as(source).send(HttpCall.get("/hello?name=Zo%C3%AB"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("Hello, Zoë!");
        assertThat(answer.header("cache-control")).contains("no-store");
    }

    @Test
    void finds_a_user() {
        HttpAnswer answer = client.send(HttpCall.get("/users/7"));

        assertThat(answer.header("content-type")).contains("application/json");
        assertThat(answer.text()).contains("\"id\":\"7\"").contains("\"name\":\"User 7\"");
    }

    @Test
    void creates_a_user() {
        HttpAnswer answer = client.send(HttpCall.post("/users").withJson("""
                {"name": "Ada", "email": "ada@example.com"}"""));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("location").orElseThrow()).startsWith("/users/");
        assertThat(answer.text()).contains("\"name\":\"Ada\"");
    }

    @Test
    void refuses_a_user_without_a_name() {
        HttpAnswer answer = client.send(HttpCall.post("/users").withJson("{\"email\": \"ada@example.com\"}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("A user needs a name");
    }

    @Test
    void refuses_what_is_not_json() {
        assertThat(client.send(HttpCall.post("/users").withJson("{\"name\": ")).status())
                .isEqualTo(400);
    }
}
