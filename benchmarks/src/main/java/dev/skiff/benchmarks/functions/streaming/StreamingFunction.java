package dev.skiff.benchmarks.functions.streaming;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.UUID;

/** {@code GET /users/{id}} and {@code POST /users}, reading only the three fields that they need. */
public final class StreamingFunction implements RequestStreamHandler {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String USERS = "/users/";

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        String path = "";
        String body = "";
        try (JsonParser json = JSON.createParser(event)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                if (field.equals("rawPath")) {
                    path = json.getText();
                } else if (field.equals("body")) {
                    body = json.getText();
                } else {
                    json.skipChildren();
                }
            }
        }
        if (path.startsWith(USERS)) {
            String id = path.substring(USERS.length());
            write(answer, 200, "", user(id, "User " + id, id + "@example.com"));
        } else {
            create(body, answer);
        }
    }

    private static void create(String body, OutputStream answer) throws IOException {
        String name = "";
        String email = "";
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                if (field.equals("name")) {
                    name = json.getText();
                } else if (field.equals("email")) {
                    email = json.getText();
                } else {
                    json.skipChildren();
                }
            }
        }
        String id = UUID.randomUUID().toString();
        write(answer, 201, USERS + id, user(id, name, email));
    }

    private static String user(String id, String name, String email) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("name", name);
            json.writeStringField("email", email);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(OutputStream answer, int status, String location, String body) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(answer)) {
            json.writeStartObject();
            json.writeNumberField("statusCode", status);
            json.writeObjectFieldStart("headers");
            json.writeStringField("content-type", "application/json");
            json.writeStringField("cache-control", "no-store");
            if (!location.isEmpty()) {
                json.writeStringField("location", location);
            }
            json.writeEndObject();
            json.writeStringField("body", body);
            json.writeEndObject();
        }
    }
}
