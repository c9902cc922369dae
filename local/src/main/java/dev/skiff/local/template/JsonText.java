package dev.skiff.local.template;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;

/** Properties that are JSON, written as text or as a map. */
final class JsonText {
    private JsonText() {}

    /** The property, which must be an object. */
    static String object(Properties properties, String name) {
        String json = properties.json(name).orElseThrow(() -> properties.mistake("has no " + name));
        return properties.isMap(name) ? json : checked(properties, name, json);
    }

    private static String checked(Properties properties, String name, String json) {
        try {
            if (JSON.std.anyFrom(json) instanceof Map) {
                return json;
            }
        } catch (JacksonException bad) {
            throw properties.wrong(name, "JSON: " + bad.getOriginalMessage());
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        throw properties.wrong(name, "a JSON object");
    }
}
