package dev.skiff.secrets;

import java.util.ArrayList;
import java.util.List;

/** A parameter of the type StringList: text between commas. */
final class ListMapping implements Mapping<List<String>> {
    static final ListMapping INSTANCE = new ListMapping();

    private ListMapping() {}

    @Override
    public List<String> map(Content content, String id) {
        String text = TextMapping.text(content.value(0), id);
        List<String> items = new ArrayList<>();
        int start = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', start)) {
            items.add(text.substring(start, comma));
            start = comma + 1;
        }
        items.add(text.substring(start));
        return List.copyOf(items);
    }
}
