package dev.skiff.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A few values of a JSON document, found without building it. Of an array it sees the first element, as {@code 0}, and the
 * number of elements, as {@code #}. Of a document that is cut or malformed it sees what stands before that.
 */
final class JsonGlance {
    private static final JsonFactory JSON = new JsonFactory();

    private final Set<String> wanted;
    private final Map<String, String> found = new LinkedHashMap<>();

    private JsonGlance(Set<String> wanted) {
        this.wanted = wanted;
    }

    /** The values at these paths, such as {@code /Records/0/eventSource}, as far as they are there. */
    static Map<String, String> at(byte[] json, Set<String> paths) {
        JsonGlance glance = new JsonGlance(paths);
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            glance.read(parser, "");
        } catch (IOException cut) {
            // what was found before is all there is
        }
        return glance.found;
    }

    private void read(JsonParser parser, String path) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String child = path + "/" + parser.currentName();
                parser.nextToken();
                readOrSkip(parser, child);
            }
        } else if (token == JsonToken.START_ARRAY) {
            int count = 0;
            while (isElement(parser.nextToken())) {
                readOrSkip(parser, path + "/" + count);
                count++;
            }
            keep(path + "/#", Integer.toString(count));
        } else if (token != null && token.isScalarValue()) {
            keep(path, parser.getText());
        }
    }

    private static boolean isElement(JsonToken token) {
        return token != null && token != JsonToken.END_ARRAY;
    }

    private void readOrSkip(JsonParser parser, String path) throws IOException {
        if (wanted.stream().anyMatch(it -> it.equals(path) || it.startsWith(path + "/"))) {
            read(parser, path);
        } else {
            parser.skipChildren();
        }
    }

    private void keep(String path, String value) {
        if (wanted.contains(path)) {
            found.put(path, value);
        }
    }
}
