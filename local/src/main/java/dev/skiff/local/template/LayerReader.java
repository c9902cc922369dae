package dev.skiff.local.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Reads which layers a function has and where they are on this machine. */
final class LayerReader {
    private static final int MOST_FILES = 10_000;

    private final Path directory;
    private final Resources resources;
    private final Findings findings;

    LayerReader(Path directory, Resources resources, Findings findings) {
        this.directory = directory;
        this.resources = resources;
        this.findings = findings;
    }

    List<Path> layers(Resource function) {
        List<Path> layers = new ArrayList<>();
        for (Value layer : function.properties().items("Layers")) {
            layer(function.id(), layer).ifPresent(layers::add);
        }
        return layers;
    }

    private Optional<Path> layer(String function, Value layer) {
        try {
            Optional<Resource> resource =
                    resources.referred(layer, "AWS::Serverless::LayerVersion", "AWS::Lambda::LayerVersion");
            if (resource.isPresent()) {
                return content(function, resource.get());
            }
            findings.notRun(function + ": the layer " + resources.intrinsics().text(layer)
                    + " isn't loaded, it is none of this template");
        } catch (TemplateException mistake) {
            if (!mistake.isUnknowable()) {
                throw mistake;
            }
            findings.notRun(function + ": a layer isn't loaded, " + mistake.getMessage());
        }
        return Optional.empty();
    }

    private Optional<Path> content(String function, Resource layer) {
        Properties properties = layer.properties();
        String property = layer.type().equals("AWS::Serverless::LayerVersion") ? "ContentUri" : "Content";
        properties.required(property);
        if (properties.isMap(property) || properties.text(property).startsWith("s3://")) {
            findings.notRun(function + ": the layer " + layer.id() + " isn't loaded, its content is in S3");
            return Optional.empty();
        }
        Path content = Paths.resolve(directory, properties, property);
        tellOfOthers(layer.id(), content);
        return Optional.of(content);
    }

    /** Jars go to the class path; {@code /opt} itself isn't there. */
    private void tellOfOthers(String layer, Path content) {
        List<String> others = entries(content).stream()
                .filter(entry -> !entry.matches("java/?|java/lib/?|java/lib/[^/]+\\.jar"))
                .toList();
        if (!others.isEmpty()) {
            findings.notRun("the layer " + layer + " has more than java/lib/*.jar, which isn't in /opt here: "
                    + String.join(", ", others.subList(0, Math.min(3, others.size())))
                    + (others.size() > 3 ? "…" : ""));
        }
    }

    private static List<String> entries(Path content) {
        try {
            if (Files.isDirectory(content)) {
                try (Stream<Path> files = Files.walk(content)) {
                    return files.limit(MOST_FILES)
                            .filter(Files::isRegularFile)
                            .map(file -> content.relativize(file).toString().replace('\\', '/'))
                            .sorted()
                            .toList();
                }
            }
            if (Files.isRegularFile(content)) {
                try (ZipFile zip = new ZipFile(content.toFile())) {
                    return zip.stream()
                            .filter(entry -> !entry.isDirectory())
                            .map(java.util.zip.ZipEntry::getName)
                            .sorted()
                            .toList();
                }
            }
            return List.of();
        } catch (IOException | UncheckedIOException toldWhenItIsLaidOut) {
            return List.of();
        }
    }
}
