package dev.skiff.local.template;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a value is in JSON: numbers and booleans where they stand without quotes, as CloudFormation passes them on. */
final class JsonValue {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,30})(\\.\\d{1,30})?([eE][-+]?\\d{1,2})?");

    private final Intrinsics intrinsics;

    JsonValue(Intrinsics intrinsics) {
        this.intrinsics = intrinsics;
    }

    String text(Value value) {
        try {
            return JSON.std.asString(of(value));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Maps, lists, text, numbers and booleans; null in lists only, where patterns have it. */
    Object of(Value value) {
        Value resolved = intrinsics.resolve(value);
        if (resolved instanceof Value.Fields) {
            Map<String, Object> fields = new LinkedHashMap<>();
            intrinsics.fields(resolved).forEach((name, field) -> fields.put(name, of(field)));
            return fields;
        }
        if (resolved instanceof Value.Items items) {
            return list(items);
        }
        if (resolved instanceof Value.Text text && text.isPlain()) {
            return scalar(text.text());
        }
        return intrinsics.text(resolved);
    }

    private List<@Nullable Object> list(Value.Items items) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Value item : items.items()) {
            if (item instanceof Value.Nothing) {
                list.add(null);
            } else if (!(intrinsics.resolve(item) instanceof Value.Nothing)) {
                list.add(of(item));
            }
        }
        return list;
    }

    private static Object scalar(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (!NUMBER.matcher(text).matches()) {
            return text;
        }
        BigDecimal number = new BigDecimal(text);
        return number.scale() <= 0 && number.precision() < 18 ? (Object) number.longValueExact() : number;
    }
}
