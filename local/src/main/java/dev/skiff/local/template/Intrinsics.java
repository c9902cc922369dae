package dev.skiff.local.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a template amount to on this machine. Values are resolved when they are asked for, so that a
 * function which can't be known here does no harm where nobody needs it.
 */
final class Intrinsics {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");

    private final Value.Fields template;
    private final Map<String, String> overrides;
    private final Names names;
    private final Set<String> conditionsInProgress = new HashSet<>();

    Intrinsics(Value.Fields template, Map<String, String> overrides, Names names) {
        this.template = template;
        this.overrides = overrides;
        this.names = names;
    }

    /** The value with its outermost function applied: text, a list, a map or nothing. */
    Value resolve(Value value) {
        if (!(value instanceof Value.Intrinsic call)) {
            return value;
        }
        return switch (call.function()) {
            case "Ref" -> ref(call);
            case "Fn::GetAtt" -> getAtt(call);
            case "Fn::Sub" -> sub(call);
            case "Fn::Join" -> join(call);
            case "Fn::Select" -> select(call);
            case "Fn::Split" -> split(call);
            case "Fn::FindInMap" -> findInMap(call);
            case "Fn::Base64" ->
                text(
                        call,
                        Base64.getEncoder().encodeToString(text(call.argument()).getBytes(UTF_8)));
            case "Fn::If" -> ifElse(call);
            case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not", "Condition" -> text(call, Boolean.toString(test(call)));
            default -> throw unknowable(call);
        };
    }

    /** The text that the value amounts to. */
    String text(Value value) {
        Value resolved = resolve(value);
        if (!(resolved instanceof Value.Text text)) {
            throw new TemplateException(value.at(), "expected text, found " + resolved.kind());
        }
        if (text.text().contains("{{resolve:")) {
            throw new TemplateException(
                    value.at(), "the dynamic reference " + text.text() + " can't be resolved here: " + Names.CURE);
        }
        return text.text();
    }

    /** The entries that are something, each still to be resolved. */
    List<Value> items(Value value) {
        Value resolved = resolve(value);
        if (resolved instanceof Value.Items items) {
            return items.items().stream().filter(item -> !isNothing(item)).toList();
        }
        throw new TemplateException(value.at(), "expected a list, found " + resolved.kind());
    }

    /** The fields that are something, each still to be resolved. */
    Map<String, Value> fields(Value value) {
        Value resolved = resolve(value);
        if (!(resolved instanceof Value.Fields fields)) {
            throw new TemplateException(value.at(), "expected a map, found " + resolved.kind());
        }
        Map<String, Value> present = new LinkedHashMap<>(fields.fields());
        present.values().removeIf(this::isNothing);
        return present;
    }

    /** Whether it is null, or a function that is known to leave nothing. */
    private boolean isNothing(Value value) {
        if (value instanceof Value.Intrinsic call) {
            boolean decides = call.function().equals("Fn::If")
                    || (call.function().equals("Ref")
                            && call.argument() instanceof Value.Text name
                            && name.text().equals("AWS::NoValue"));
            return decides && resolve(value) instanceof Value.Nothing;
        }
        return value instanceof Value.Nothing;
    }

    /** Whether the condition of this name holds. */
    boolean condition(String name, Position at) {
        Value condition = section("Conditions").get(name);
        if (condition == null) {
            throw new TemplateException(at, "there is no condition " + name);
        }
        if (!conditionsInProgress.add(name)) {
            throw new TemplateException(at, "the condition " + name + " refers to itself");
        }
        try {
            return test(condition);
        } finally {
            conditionsInProgress.remove(name);
        }
    }

    private boolean test(Value value) {
        if (!(value instanceof Value.Intrinsic call)) {
            return Boolean.parseBoolean(text(value));
        }
        return switch (call.function()) {
            case "Condition" -> condition(text(call.argument()), call.at());
            case "Fn::Equals" -> {
                List<Value> pair = arguments(call, 2);
                yield text(pair.get(0)).equals(text(pair.get(1)));
            }
            case "Fn::Not" -> !test(arguments(call, 1).get(0));
            case "Fn::And" -> items(call.argument()).stream().allMatch(this::test);
            case "Fn::Or" -> items(call.argument()).stream().anyMatch(this::test);
            default -> Boolean.parseBoolean(text(call));
        };
    }

    private Value ref(Value.Intrinsic call) {
        String name = text(call.argument());
        if (name.equals("AWS::NoValue")) {
            return new Value.Nothing(call.at());
        }
        Value parameter = section("Parameters").get(name);
        if (parameter != null) {
            return parameter(name, parameter, call);
        }
        return text(call, reference(name, call.at()));
    }

    /** A pseudo parameter or a resource. */
    private String reference(String name, Position at) {
        String pseudo = names.pseudoParameter(name);
        if (pseudo != null) {
            return pseudo;
        }
        Value resource = section("Resources").get(name);
        if (resource == null) {
            throw new TemplateException(at, "there is no parameter or resource " + name);
        }
        return names.reference(name, resource, this, at);
    }

    private Value parameter(String name, Value parameter, Value.Intrinsic call) {
        Map<String, Value> declared = fields(parameter);
        String type = declared.containsKey("Type") ? text(declared.get("Type")) : "String";
        String override = overrides.get(name);
        String value = override != null ? override : fallback(name, type, declared, call);
        boolean isList = type.equals("CommaDelimitedList") || type.startsWith("List<");
        return isList ? list(call, value.split(",", -1)) : text(call, value);
    }

    private String fallback(String name, String type, Map<String, Value> declared, Value.Intrinsic call) {
        String cure = ": give it with --parameter " + name + "=…";
        Value value = declared.get("Default");
        if (value == null) {
            throw new TemplateException(call.at(), "the parameter " + name + " has no default" + cure);
        }
        if (type.startsWith("AWS::SSM::Parameter::Value")) {
            throw new TemplateException(
                    call.at(), "the parameter " + name + " is what the Parameter Store has as " + text(value) + cure);
        }
        return text(value);
    }

    private Value getAtt(Value.Intrinsic call) {
        List<Value> pair = arguments(call, 2);
        return text(call, attribute(text(pair.get(0)), text(pair.get(1)), call.at()));
    }

    private String attribute(String resourceName, String attribute, Position at) {
        Value resource = section("Resources").get(resourceName);
        if (resource == null) {
            throw new TemplateException(at, "there is no resource " + resourceName);
        }
        return names.attribute(resourceName, attribute, resource, this, at);
    }

    private Value sub(Value.Intrinsic call) {
        Value argument = call.argument();
        Map<String, Value> variables = Map.of();
        if (argument instanceof Value.Items) {
            List<Value> pair = arguments(call, 2);
            argument = pair.get(0);
            variables = fields(pair.get(1));
        }
        Matcher matcher = PLACEHOLDER.matcher(text(argument));
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            boolean isLiteral = matcher.group(1).equals("!");
            String name = matcher.group(2).trim();
            matcher.appendReplacement(
                    text,
                    Matcher.quoteReplacement(
                            isLiteral ? "${" + matcher.group(2) + "}" : placeholder(name, variables, call)));
        }
        return text(call, matcher.appendTail(text).toString());
    }

    private String placeholder(String name, Map<String, Value> variables, Value.Intrinsic call) {
        Value variable = variables.get(name);
        if (variable != null) {
            return text(variable);
        }
        int dot = name.indexOf('.');
        return dot < 0
                ? text(new Value.Intrinsic("Ref", new Value.Text(name, call.at()), call.at()))
                : attribute(name.substring(0, dot), name.substring(dot + 1), call.at());
    }

    private Value join(Value.Intrinsic call) {
        List<Value> pair = arguments(call, 2);
        return text(call, items(pair.get(1)).stream().map(this::text).collect(Collectors.joining(text(pair.get(0)))));
    }

    private Value select(Value.Intrinsic call) {
        List<Value> pair = arguments(call, 2);
        List<Value> items = items(pair.get(1));
        int index = integer(pair.get(0));
        if (index < 0 || index >= items.size()) {
            throw new TemplateException(call.at(), "no item " + index + " in a list of " + items.size());
        }
        return resolve(items.get(index));
    }

    private Value split(Value.Intrinsic call) {
        List<Value> pair = arguments(call, 2);
        return list(call, text(pair.get(1)).split(Pattern.quote(text(pair.get(0))), -1));
    }

    private Value findInMap(Value.Intrinsic call) {
        List<Value> path = items(call.argument());
        if (path.size() < 3) {
            throw new TemplateException(call.at(), "FindInMap wants a map and two keys");
        }
        Value value = template.fields().get("Mappings");
        StringBuilder seen = new StringBuilder("Mappings");
        for (Value key : path.subList(0, 3)) {
            String name = text(key);
            value = value == null ? null : fields(value).get(name);
            seen.append('.').append(name);
        }
        if (value == null && path.size() > 3) {
            value = fields(path.get(3)).get("DefaultValue");
        }
        if (value == null) {
            throw new TemplateException(call.at(), "there is no " + seen);
        }
        return resolve(value);
    }

    private Value ifElse(Value.Intrinsic call) {
        if (!(call.argument() instanceof Value.Items items) || items.items().size() != 3) {
            throw new TemplateException(call.at(), "Fn::If wants a condition and two values");
        }
        boolean holds = condition(text(items.items().get(0)), call.at());
        return resolve(items.items().get(holds ? 1 : 2));
    }

    int integer(Value value) {
        String text = text(value);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new TemplateException(value.at(), "expected a whole number, found '" + text + "'");
        }
    }

    private List<Value> arguments(Value.Intrinsic call, int count) {
        List<Value> arguments = items(call.argument());
        if (arguments.size() != count) {
            throw new TemplateException(
                    call.at(), call.function() + " wants a list of " + count + ", found " + arguments.size());
        }
        return arguments;
    }

    private static Value text(Value at, String text) {
        return new Value.Text(text, at.at());
    }

    private static Value list(Value at, String... texts) {
        List<Value> items = new ArrayList<>();
        for (String text : texts) {
            items.add(text(at, text.trim()));
        }
        return new Value.Items(items, at.at());
    }

    private static TemplateException unknowable(Value.Intrinsic call) {
        return new TemplateException(call.at(), call.function() + " can't be known on this machine: " + Names.CURE);
    }

    private Map<String, Value> section(String name) {
        @Nullable Value section = template.fields().get(name);
        return section == null ? Map.of() : fields(section);
    }
}
