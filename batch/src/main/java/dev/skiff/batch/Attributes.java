package dev.skiff.batch;

import dev.skiff.core.internal.EventReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads attribute values: {@code {"S":"text"}} and so on. */
final class Attributes {
    private Attributes() {}

    static Item itemOrEmpty(EventReader event) {
        Item item = item(event);
        return item == null ? new Item(Map.of()) : item;
    }

    static @Nullable Item item(EventReader event) {
        if (!event.enter()) {
            return null;
        }
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        while (event.next()) {
            values.put(event.name(), value(event));
        }
        return new Item(values);
    }

    private static AttributeValue value(EventReader event) {
        AttributeValue value = null;
        if (event.enter()) {
            while (event.next()) {
                value = typed(event);
            }
        }
        if (value == null) {
            throw event.unexpected("an attribute value with its type");
        }
        return value;
    }

    private static AttributeValue typed(EventReader event) {
        return switch (event.name()) {
            case "S" -> AttributeValue.string(text(event));
            case "N" -> AttributeValue.number(number(event));
            case "B" -> AttributeValue.binary(bytes(event));
            case "BOOL" -> AttributeValue.flag(event.flag());
            case "NULL" -> nothing(event);
            case "M" -> AttributeValue.item(itemOrEmpty(event));
            case "L" -> AttributeValue.list(list(event, Attributes::value));
            case "SS" -> AttributeValue.strings(list(event, Attributes::text));
            case "NS" -> AttributeValue.numbers(list(event, Attributes::number));
            case "BS" -> AttributeValue.binaries(list(event, Attributes::bytes));
            default -> throw event.unexpected("of a type that DynamoDB has");
        };
    }

    /** True, as a rule; what isn't a boolean would put everything behind it a level off. */
    private static AttributeValue nothing(EventReader event) {
        event.flag();
        return AttributeValue.nothing();
    }

    private interface Element<E> {
        E read(EventReader event);
    }

    private static <E> List<E> list(EventReader event, Element<E> element) {
        List<E> list = new ArrayList<>();
        if (event.enterArray()) {
            while (event.nextElement()) {
                list.add(element.read(event));
            }
        }
        return list;
    }

    private static String text(EventReader event) {
        String text = event.text();
        if (text == null) {
            throw event.unexpected("text");
        }
        return text;
    }

    private static BigDecimal number(EventReader event) {
        try {
            return new BigDecimal(text(event));
        } catch (NumberFormatException failure) {
            throw event.unexpected("a number");
        }
    }

    private static byte[] bytes(EventReader event) {
        try {
            return Base64.getDecoder().decode(text(event));
        } catch (IllegalArgumentException failure) {
            throw event.unexpected("base64");
        }
    }
}
