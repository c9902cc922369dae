package dev.skiff.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.testing.HttpAnswer;

/** What the functions must answer; the order of a JSON object's fields is their own. */
@FunctionalInterface
interface Answers {
    ObjectMapper JSON = new ObjectMapper();

    void check(HttpAnswer answer);

    static void user42(HttpAnswer answer) {
        require(answer, answer.status() == 200, "status 200");
        require(answer, json(answer).equals(user("42", "User 42", "42@example.com")), "user 42");
        requireHeaders(answer, "application/json");
    }

    static void newAda(HttpAnswer answer) {
        String id = json(answer).path("id").asText();
        require(answer, answer.status() == 201, "status 201");
        require(answer, !id.isEmpty() && json(answer).equals(user(id, "Ada", "ada@example.com")), "Ada with an id");
        require(answer, answer.header("location").orElse("").equals("/users/" + id), "her address as the Location");
        requireHeaders(answer, "application/json");
    }

    static void helloWorld(HttpAnswer answer) {
        require(answer, answer.status() == 200, "status 200");
        require(answer, answer.text().equals("Hello, World!"), "Hello, World!");
        requireHeaders(answer, "text/plain");
    }

    static void secret(HttpAnswer answer) {
        require(answer, answer.status() == 200, "status 200");
        require(answer, answer.text().equals(StubAws.SECRET), "the secret");
        requireHeaders(answer, "text/plain");
    }

    static void nanos(HttpAnswer answer) {
        require(answer, answer.status() == 200, "status 200");
        require(answer, answer.text().chars().allMatch(Character::isDigit), "nanoseconds");
    }

    private static ObjectNode user(String id, String name, String email) {
        return JSON.createObjectNode().put("id", id).put("name", name).put("email", email);
    }

    private static void requireHeaders(HttpAnswer answer, String type) {
        require(answer, answer.header("content-type").orElse("").startsWith(type), "Content-Type " + type);
        require(answer, answer.header("cache-control").orElse("").equals("no-store"), "Cache-Control no-store");
    }

    private static JsonNode json(HttpAnswer answer) {
        try {
            return JSON.readTree(answer.text());
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException("expected JSON, got " + answer.text(), notJson);
        }
    }

    private static void require(HttpAnswer answer, boolean fulfilled, String expected) {
        if (!fulfilled) {
            throw new IllegalStateException(
                    "expected " + expected + ", got " + answer.status() + " " + answer.headers() + " " + answer.text());
        }
    }
}
