package dev.skiff.local.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The conditions of a template, each decided once. */
final class Conditions {
    private final Map<String, Value> declared;
    private final Intrinsics intrinsics;
    private final Dependencies dependencies;
    private final Map<String, Boolean> decided = new HashMap<>();

    Conditions(Map<String, Value> declared, Intrinsics intrinsics, Dependencies dependencies) {
        this.declared = declared;
        this.intrinsics = intrinsics;
        this.dependencies = dependencies;
    }

    boolean holds(String name, Position at) {
        Boolean known = decided.get(name);
        if (known != null) {
            return known;
        }
        Value condition = declared.get(name);
        if (condition == null) {
            throw new TemplateException(at, "there is no condition " + name);
        }
        boolean holds = dependencies.once("the condition " + name, at, () -> test(condition));
        decided.put(name, holds);
        return holds;
    }

    /** Whether a value is true. */
    boolean test(Value value) {
        if (!(value instanceof Value.Intrinsic call)) {
            return Boolean.parseBoolean(intrinsics.text(value));
        }
        return switch (call.function()) {
            case "Condition" -> holds(intrinsics.text(call.argument()), call.at());
            case "Fn::Equals" -> {
                List<Value> pair = intrinsics.arguments(call, 2);
                yield intrinsics.text(pair.get(0)).equals(intrinsics.text(pair.get(1)));
            }
            case "Fn::Not" -> !test(intrinsics.arguments(call, 1).get(0));
            case "Fn::And" -> intrinsics.items(call.argument()).stream().allMatch(this::test);
            case "Fn::Or" -> intrinsics.items(call.argument()).stream().anyMatch(this::test);
            default -> Boolean.parseBoolean(intrinsics.text(call));
        };
    }
}
