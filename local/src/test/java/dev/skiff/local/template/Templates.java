package dev.skiff.local.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Shorthand of the tests: reads a template that is a text. */
final class Templates {
    static final String FUNCTION = """
            Resources:
              Users:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: example.Users
                  CodeUri: users.zip
            """;

    private Templates() {}

    static SamTemplate read(Path directory, String yaml) throws IOException {
        return read(directory, yaml, Map.of());
    }

    static SamTemplate read(Path directory, String yaml, Map<String, String> parameters) throws IOException {
        Files.writeString(directory.resolve("template.yaml"), yaml);
        return SamTemplate.read(directory, new SamTemplate.Options(parameters, Map.of()));
    }
}
