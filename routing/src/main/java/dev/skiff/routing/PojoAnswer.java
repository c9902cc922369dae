package dev.skiff.routing;

import dev.skiff.core.internal.EventReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an answer as a {@link Front} wrote it, for objects that carry them; null where it wrote none. Filled by {@link #read}. */
final class PojoAnswer {
    int status;

    @Nullable String statusDescription;

    @Nullable Map<String, String> headers;

    @Nullable Map<String, List<String>> multiValueHeaders;

    @Nullable List<String> cookies;

    @Nullable String body;

    boolean base64;

    private PojoAnswer() {}

    static PojoAnswer read(byte[] bytes) {
        PojoAnswer answer = new PojoAnswer();
        EventReader reader = EventReader.of(bytes);
        while (reader.next()) {
            answer.readField(reader);
        }
        return answer;
    }

    private void readField(EventReader reader) {
        switch (reader.name()) {
            case "statusCode" -> status = (int) reader.number(0);
            case "statusDescription" -> statusDescription = reader.text();
            case "headers" -> headers = texts(reader);
            case "multiValueHeaders" -> multiValueHeaders = lists(reader);
            case "cookies" -> cookies = list(reader);
            case "body" -> body = reader.text();
            case "isBase64Encoded" -> base64 = reader.flag();
            default -> throw new IllegalStateException("No object carries the answer's " + reader.name());
        }
    }

    private static Map<String, String> texts(EventReader reader) {
        Map<String, String> texts = new LinkedHashMap<>();
        reader.enter();
        while (reader.next()) {
            texts.put(reader.name(), text(reader));
        }
        return texts;
    }

    private static Map<String, List<String>> lists(EventReader reader) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        reader.enter();
        while (reader.next()) {
            lists.put(reader.name(), list(reader));
        }
        return lists;
    }

    private static List<String> list(EventReader reader) {
        List<String> list = new ArrayList<>();
        reader.enterArray();
        while (reader.nextElement()) {
            list.add(text(reader));
        }
        return list;
    }

    private static String text(EventReader reader) {
        String text = reader.text();
        if (text == null) {
            throw reader.unexpected("text");
        }
        return text;
    }
}
