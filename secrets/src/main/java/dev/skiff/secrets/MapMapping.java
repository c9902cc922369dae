package dev.skiff.secrets;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Several parameters, by name; their values stay out of its {@code toString}. */
final class MapMapping implements Mapping<Map<String, String>> {
    static final MapMapping INSTANCE = new MapMapping();

    private MapMapping() {}

    @Override
    public Map<String, String> map(Content content, String id) {
        Map<String, String> values = new LinkedHashMap<>();
        String[] names = content.names();
        for (int i = 0; i < names.length; i++) {
            values.put(names[i], TextMapping.text(content.value(i), id + " " + names[i]));
        }
        return Collections.unmodifiableMap(new Unshown(values));
    }

    /** A map for programs, not for logs. */
    private static final class Unshown extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1;

        Unshown(Map<String, String> values) {
            super(values);
        }

        @Override
        public String toString() {
            return keySet().toString();
        }
    }
}
