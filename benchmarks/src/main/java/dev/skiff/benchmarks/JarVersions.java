package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions that the names of a function's jars tell. */
record JarVersions(List<String> jars) {
    static JarVersions in(Path taskRoot) throws IOException {
        return new JarVersions(TaskRoots.jarNames(taskRoot));
    }

    /** Some put the group before the name, {@code org.example.artifact-1.0.jar}; throws unless there is one jar of it. */
    String of(String artifact) {
        Pattern name = Pattern.compile("(?:.*\\.)?" + Pattern.quote(artifact) + "-(\\d.*)\\.jar");
        List<String> versions = new ArrayList<>();
        for (String jar : jars) {
            Matcher matcher = name.matcher(jar);
            if (matcher.matches()) {
                versions.add(matcher.group(1));
            }
        }
        if (versions.size() != 1) {
            throw new IllegalArgumentException("expected one jar of " + artifact + ", got " + versions + " in " + jars);
        }
        return versions.get(0);
    }
}
