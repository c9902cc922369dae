package dev.skiff.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML, and JSON with it, into {@link Value}s. It works on the parser's nodes, which know their tags and places;
 * the usual constructors forget both.
 */
final class YamlReader {
    private static final Set<String> SHORT_FORMS = Set.of(
            "!Ref",
            "!Condition",
            "!And",
            "!Base64",
            "!Cidr",
            "!Equals",
            "!FindInMap",
            "!GetAtt",
            "!GetAZs",
            "!If",
            "!ImportValue",
            "!Join",
            "!Not",
            "!Or",
            "!Select",
            "!Split",
            "!Sub",
            "!Transform",
            "!ForEach",
            "!Length",
            "!ToJsonString");

    /** What YAML 1.1, and CloudFormation with it, takes for something else than the text that stands there. */
    private static final Set<String> YAML_1_1_BOOLEANS = Set.of("yes", "no", "on", "off", "y", "n");

    private static final Pattern YAML_1_1_NUMBER =
            Pattern.compile("0[0-7]+|0x[0-9a-fA-F_]+|0b[01_]+|[1-9][0-9_]*(:[0-5]?[0-9])+|[1-9][0-9]*_[0-9_]*");

    private static final int MOST_VALUES = 200_000;

    private final String file;
    private final List<String> warnings = new ArrayList<>();
    private int values;

    YamlReader(String file) {
        this.file = file;
    }

    Value.Fields read(String text) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file)
                    .setMaxAliasesForCollections(Integer.MAX_VALUE) // what they add up to is counted
                    .build();
            Parser parser = new ShallowParser(file, new ParserImpl(settings, new StreamReader(settings, text)));
            Optional<Node> root = new Composer(settings, parser).getSingleNode();
            if (root.isPresent() && value(root.get(), List.of()) instanceof Value.Fields fields) {
                return fields;
            }
            throw new TemplateException(new Position(file, 1, 1), "no template: expected a map with Resources");
        } catch (MarkedYamlEngineException bad) {
            Position at = bad.getProblemMark().map(this::position).orElse(new Position(file, 1, 1));
            throw new TemplateException(at, bad.getProblem());
        } catch (YamlEngineException bad) {
            throw new TemplateException(file + ": " + bad.getMessage());
        }
    }

    /** Values that CloudFormation reads differently from how they look. */
    List<String> warnings() {
        return warnings;
    }

    private Value value(Node node, List<Node> parents) {
        Position at = position(node);
        if (parents.contains(node)) {
            throw new TemplateException(at, "an alias leads back to itself");
        }
        if (++values > MOST_VALUES) {
            throw new TemplateException(at, "the template has more than " + MOST_VALUES + " values");
        }
        ShallowParser.requireShallow(parents.size(), at);
        List<Node> path = new ArrayList<>(parents);
        path.add(node);
        String tag = node.getTag().getValue();
        Value plain = untagged(node, path, at);
        if (!tag.startsWith("!")) {
            return plain;
        }
        if (!SHORT_FORMS.contains(tag)) {
            throw new TemplateException(at, "unknown tag " + tag);
        }
        return intrinsic(tag, plain, at);
    }

    private static Value intrinsic(String tag, Value argument, Position at) {
        String name = tag.substring(1);
        String function = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
        if (name.equals("GetAtt") && argument instanceof Value.Text text) {
            return new Value.Intrinsic(function, atFirstDot(text), at);
        }
        return new Value.Intrinsic(function, argument, at);
    }

    private static Value atFirstDot(Value.Text text) {
        int dot = text.text().indexOf('.');
        if (dot < 0) {
            throw new TemplateException(text.at(), "GetAtt wants Resource.Attribute, not '" + text.text() + "'");
        }
        return new Value.Items(
                List.of(
                        new Value.Text(text.text().substring(0, dot), text.at()),
                        new Value.Text(text.text().substring(dot + 1), text.at())),
                text.at());
    }

    private Value untagged(Node node, List<Node> path, Position at) {
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, at);
        }
        if (node instanceof SequenceNode sequence) {
            return new Value.Items(
                    sequence.getValue().stream().map(item -> value(item, path)).toList(), at);
        }
        return fields((MappingNode) node, path, at);
    }

    private Value scalar(ScalarNode node, Position at) {
        String text = node.getValue();
        if (!node.isPlain()) {
            return new Value.Text(text, at);
        }
        if (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null")) {
            return new Value.Nothing(at);
        }
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return new Value.Text(text.toLowerCase(Locale.ROOT), true, at);
        }
        if (YAML_1_1_BOOLEANS.contains(text.toLowerCase(Locale.ROOT))) {
            warnings.add(at + ": CloudFormation reads " + text + " as a boolean, here it is text: quote it");
        } else if (YAML_1_1_NUMBER.matcher(text).matches()) {
            String kind = text.matches("0[0-7]+") ? "an octal number" : "another number";
            warnings.add(at + ": CloudFormation reads " + text + " as " + kind + ", here it is text: quote it");
        }
        return new Value.Text(text, true, at);
    }

    private Value fields(MappingNode node, List<Node> path, Position at) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            String key = key(tuple.getKeyNode());
            if (key.equals("<<") && ((ScalarNode) tuple.getKeyNode()).isPlain()) {
                throw new TemplateException(
                        position(tuple.getKeyNode()),
                        "CloudFormation knows no merge keys: write out what << stands for");
            }
            if (fields.put(key, value(tuple.getValueNode(), path)) != null) {
                throw new TemplateException(position(tuple.getKeyNode()), "the key '" + key + "' stands twice");
            }
        }
        if (fields.size() == 1) {
            String key = fields.keySet().iterator().next();
            Value argument = fields.values().iterator().next();
            if (key.equals("Fn::GetAtt") && argument instanceof Value.Text text) {
                return new Value.Intrinsic(key, atFirstDot(text), at);
            }
            if (key.startsWith("Fn::") || (isReference(key) && argument instanceof Value.Text)) {
                return new Value.Intrinsic(key, argument, at);
            }
        }
        return new Value.Fields(fields, at);
    }

    /** Both are ordinary keys too: {@code Condition} stands in policies. */
    private static boolean isReference(String key) {
        return key.equals("Ref") || key.equals("Condition");
    }

    private String key(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new TemplateException(position(node), "a key must be text");
    }

    private Position position(Node node) {
        return node.getStartMark().map(this::position).orElse(new Position(file, 1, 1));
    }

    private Position position(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
