package dev.skiff.local.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a template amount to on this machine. Values are resolved when they are asked for, so that a
 * function which can't be known here does no harm where nobody needs it.
 */
final class Intrinsics {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");

    private static final int DEEPEST = 200;
    private static final int LONGEST = 1_000_000;
    private static final int MOST_CALLS = 1_000_000;

    private final Value.Fields template;
    private final Names names;
    private final Parameters parameters;
    private final boolean hasLanguageExtensions;
    private final Conditions conditions;
    private final Dependencies dependencies = new Dependencies();
    private final Map<String, String> resourceNames = new HashMap<>();
    private int calls;
    private int depth;

    Intrinsics(Value.Fields template, Map<String, String> overrides, Names names) {
        this.template = template;
        this.names = names;
        this.parameters = new Parameters(section("Parameters"), overrides, this);
        this.conditions = new Conditions(section("Conditions"), this, dependencies);
        this.hasLanguageExtensions = hasLanguageExtensions();
    }

    Parameters parameters() {
        return parameters;
    }

    /** The value with its outermost function applied: text, a list, a map or nothing. */
    Value resolve(Value value) {
        if (!(value instanceof Value.Intrinsic call)) {
            return value;
        }
        if (++calls > MOST_CALLS || depth > DEEPEST) {
            throw new TemplateException(call.at(), "the functions of the template come to no end");
        }
        depth++;
        try {
            return apply(call);
        } finally {
            depth--;
        }
    }

    private Value apply(Value.Intrinsic call) {
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
            case "Fn::ToJsonString", "Fn::Length" -> extension(call);
            case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not", "Condition" ->
                text(call, Boolean.toString(conditions.test(call)));
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
            throw TemplateException.unknowable(
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
        return conditions.holds(name, at);
    }

    private Value ref(Value.Intrinsic call) {
        String name = text(call.argument());
        if (name.equals("AWS::NoValue")) {
            return new Value.Nothing(call.at());
        }
        return parameters.has(name) ? parameters.value(name, call.at()) : text(call, reference(name, call.at()));
    }

    /** A pseudo parameter, a resource, or what SAM lets one say of a resource: {@code Users.Version}. */
    private String reference(String name, Position at) {
        String pseudo = names.pseudoParameter(name);
        if (pseudo != null) {
            return pseudo;
        }
        Value resource = resource(name);
        if (resource != null) {
            return names.reference(name, resource, this, at);
        }
        int dot = name.indexOf('.');
        Value owner = dot < 0 ? null : resource(name.substring(0, dot));
        if (owner == null) {
            throw new TemplateException(at, "there is no parameter or resource " + name);
        }
        return names.part(name.substring(0, dot), name.substring(dot + 1), owner, this, at);
    }

    /** The declaration of a resource, null if there is none. */
    @Nullable Value resource(String logicalId) {
        return section("Resources").get(logicalId);
    }

    /** The name of a resource, made up once. */
    String name(String logicalId, Position at, Supplier<String> making) {
        String known = resourceNames.get(logicalId);
        if (known != null) {
            return known;
        }
        String name = dependencies.once("the name of " + logicalId, at, making);
        resourceNames.put(logicalId, name);
        return name;
    }

    private Value getAtt(Value.Intrinsic call) {
        List<Value> pair = arguments(call, 2);
        return text(call, attribute(text(pair.get(0)), text(pair.get(1)), call.at()));
    }

    private String attribute(String resourceName, String attribute, Position at) {
        Value resource = resource(resourceName);
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
            requireShort(text, call);
            boolean isLiteral = matcher.group(1).equals("!");
            String name = matcher.group(2).trim();
            matcher.appendReplacement(
                    text,
                    Matcher.quoteReplacement(
                            isLiteral ? "${" + matcher.group(2) + "}" : placeholder(name, variables, call)));
        }
        return text(call, matcher.appendTail(text).toString());
    }

    private static void requireShort(CharSequence text, Value.Intrinsic call) {
        if (text.length() > LONGEST) {
            throw new TemplateException(call.at(), call.function() + " makes more than " + LONGEST + " characters");
        }
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
        String delimiter = text(pair.get(0));
        StringBuilder text = new StringBuilder();
        String between = "";
        for (Value item : items(pair.get(1))) {
            text.append(between).append(text(item));
            requireShort(text, call);
            between = delimiter;
        }
        return text(call, text.toString());
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
        String delimiter = text(pair.get(0));
        if (delimiter.isEmpty()) {
            throw new TemplateException(call.at(), "Fn::Split wants a delimiter");
        }
        return list(call, text(pair.get(1)).split(Pattern.quote(delimiter), -1));
    }

    /** Functions of {@code AWS::LanguageExtensions}, which is a transform that a template has to ask for. */
    private Value extension(Value.Intrinsic call) {
        if (!hasLanguageExtensions) {
            throw new TemplateException(call.at(), call.function() + " needs Transform: AWS::LanguageExtensions");
        }
        return call.function().equals("Fn::Length")
                ? text(call, Integer.toString(items(call.argument()).size()))
                : text(call, new JsonValue(this).text(call.argument()));
    }

    private boolean hasLanguageExtensions() {
        Value transform = template.fields().get("Transform");
        List<Value> names = transform instanceof Value.Items items
                ? items.items()
                : transform == null ? List.of() : List.of(transform);
        return names.stream()
                .anyMatch(name -> name instanceof Value.Text text && text.text().equals("AWS::LanguageExtensions"));
    }

    private Value findInMap(Value.Intrinsic call) {
        List<Value> path = items(call.argument());
        if (path.size() < 3) {
            throw new TemplateException(call.at(), "FindInMap wants a map and two keys");
        }
        Value value = new Value.Fields(section("Mappings"), call.at());
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

    List<Value> arguments(Value.Intrinsic call, int count) {
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
        return TemplateException.unknowable(
                call.at(), call.function() + " can't be known on this machine: " + Names.CURE);
    }

    /** The entries of a section, which is a map that stands there itself. */
    private Map<String, Value> section(String name) {
        return section(template, name);
    }

    static Map<String, Value> section(Value.Fields template, String name) {
        Value section = template.fields().get(name);
        if (section == null || section instanceof Value.Nothing) {
            return Map.of();
        }
        if (section instanceof Value.Fields fields) {
            return fields.fields();
        }
        throw new TemplateException(section.at(), name + " is " + section.kind() + ", expected a map");
    }
}
