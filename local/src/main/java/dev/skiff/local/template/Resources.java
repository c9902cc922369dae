package dev.skiff.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The resources of a template whose conditions hold, and who is meant by a name or an ARN. */
final class Resources {
    private final Map<String, Value> globals;
    private final Intrinsics intrinsics;
    private final Map<String, Resource> resources = new LinkedHashMap<>();

    private Resources(Value.Fields root, Intrinsics intrinsics) {
        this.intrinsics = intrinsics;
        this.globals = Intrinsics.section(root, "Globals");
    }

    static Resources of(Value.Fields root, Intrinsics intrinsics, Findings findings) {
        Resources resources = new Resources(root, intrinsics);
        Intrinsics.section(root, "Resources")
                .forEach((id, declared) -> findings.collect(() -> resources.add(id, declared)));
        return resources;
    }

    List<Resource> all() {
        return List.copyOf(resources.values());
    }

    List<Resource> of(String... types) {
        return resources.values().stream()
                .filter(resource -> Set.of(types).contains(resource.type()))
                .toList();
    }

    Optional<Resource> get(String id) {
        return Optional.ofNullable(resources.get(id));
    }

    Intrinsics intrinsics() {
        return intrinsics;
    }

    /** What {@code Ref} gives for it. */
    String reference(Resource resource) {
        Position at = resource.properties().at();
        return intrinsics.text(new Value.Intrinsic("Ref", new Value.Text(resource.id(), at), at));
    }

    String attribute(Resource resource, String name) {
        Position at = resource.properties().at();
        List<Value> path = List.of(new Value.Text(resource.id(), at), new Value.Text(name, at));
        return intrinsics.text(new Value.Intrinsic("Fn::GetAtt", new Value.Items(path, at), at));
    }

    /** The resource of these types that a value refers to: by {@code Ref}, else by what that amounts to. */
    Optional<Resource> referred(Value value, String... types) {
        if (value instanceof Value.Intrinsic call
                && call.function().equals("Ref")
                && call.argument() instanceof Value.Text id
                && resources.containsKey(id.text())) {
            return of(types).stream()
                    .filter(resource -> resource.id().equals(id.text()))
                    .findFirst();
        }
        String text = intrinsics.text(value);
        return of(types).stream()
                .filter(resource -> reference(resource).equals(text))
                .findFirst();
    }

    /** The function of this name or ARN, whatever version or alias is named with it; or of this logical id. */
    Optional<Resource> function(String nameOrArn) {
        String name = functionName(nameOrArn);
        return resources.values().stream()
                .filter(Resource::isFunction)
                .filter(function -> functionName(reference(function)).equals(name))
                .findFirst();
    }

    private static String functionName(String nameOrArn) {
        int function = nameOrArn.indexOf(":function:");
        String name = function < 0 ? nameOrArn : nameOrArn.substring(function + ":function:".length());
        int qualifier = name.indexOf(':');
        return qualifier < 0 ? name : name.substring(0, qualifier);
    }

    private void add(String id, Value declared) {
        Properties resource = Properties.of(id, declared, intrinsics);
        if (!resource.has("Type")) {
            return;
        }
        String type = resource.text("Type");
        if (resource.has("Condition") && !intrinsics.condition(resource.text("Condition"), resource.at())) {
            return;
        }
        Value own = resource.valueOrNull("Properties");
        Map<String, Value> properties =
                own == null ? Map.of() : Properties.of(id, own, intrinsics).values();
        resources.put(
                id, new Resource(id, type, new Properties(id, merged(type, properties), declared.at(), intrinsics)));
    }

    private Map<String, Value> merged(String type, Map<String, Value> own) {
        @Nullable Value shared =
                type.startsWith("AWS::Serverless::") ? globals.get(type.substring("AWS::Serverless::".length())) : null;
        return shared == null ? own : merge(intrinsics.fields(shared), own);
    }

    /** Maps deep, lists one after the other, the rest replaced. */
    private static Map<String, Value> merge(Map<String, Value> shared, Map<String, Value> own) {
        Map<String, Value> merged = new LinkedHashMap<>(shared);
        own.forEach((key, value) -> merged.merge(key, value, Resources::merge));
        return merged;
    }

    private static Value merge(Value shared, Value own) {
        if (shared instanceof Value.Fields some && own instanceof Value.Fields others) {
            return new Value.Fields(merge(some.fields(), others.fields()), own.at());
        }
        if (shared instanceof Value.Items some && own instanceof Value.Items others) {
            List<Value> items = new ArrayList<>(some.items());
            items.addAll(others.items());
            return new Value.Items(items, own.at());
        }
        return own;
    }
}
