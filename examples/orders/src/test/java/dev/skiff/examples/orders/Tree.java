package dev.skiff.examples.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What stands in a YAML file, to be compared with another: maps, lists and text; {@code !Ref Table} is a map, too, of {@code !Ref} to its text. */
record Tree(Object value) {
    private static final Tree NOTHING = new Tree(Map.of());

    static Tree read(String file) {
        try {
            Node root = new Compose(LoadSettings.builder().build())
                    .composeString(Files.readString(Path.of(file)))
                    .orElseThrow();
            return new Tree(value(root));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** An empty map if there is none. */
    Tree at(String... path) {
        Tree tree = this;
        for (String name : path) {
            tree = tree.fields().getOrDefault(name, NOTHING);
        }
        return tree;
    }

    Map<String, Tree> fields() {
        Map<String, Tree> fields = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, field) -> fields.put((String) name, new Tree(field)));
        return fields;
    }

    /** None of an empty map, which stands for what isn't there. */
    List<Tree> items() {
        return equals(NOTHING)
                ? List.of()
                : ((List<?>) value).stream().map(Tree::new).toList();
    }

    /** What a list of one holds. */
    Tree only() {
        return items().size() == 1 ? items().get(0) : this;
    }

    @Override
    public String toString() {
        return value.toString();
    }

    private static Object value(Node node) {
        String tag = node.getTag().getValue();
        return tag.startsWith("!") ? Map.of(tag, untagged(node)) : untagged(node);
    }

    private static Object untagged(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(Tree::value).toList();
        }
        Map<Object, Object> fields = new LinkedHashMap<>();
        for (NodeTuple field : ((MappingNode) node).getValue()) {
            fields.put(value(field.getKeyNode()), value(field.getValueNode()));
        }
        return fields;
    }
}
