package dev.skiff.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@link dev.skiff.local.functions.Storm} wrote down, from all of its processes, in the order in which it happened. */
final class Journal {
    private static final String BEGIN = "begin ";
    private static final String DONE = "done ";

    private final List<String> lines;

    private Journal(List<String> lines) {
        this.lines = lines;
    }

    static Journal read(Path file) throws IOException {
        return new Journal(Files.readAllLines(file));
    }

    /** How often work on a message began. */
    long begun() {
        return lines.stream().filter(line -> line.startsWith(BEGIN)).count();
    }

    /** The messages whose work was done. */
    Set<String> done() {
        Set<String> done = new HashSet<>();
        for (String line : lines) {
            if (line.startsWith(DONE)) {
                done.add(line.substring(DONE.length()));
            }
        }
        return done;
    }

    /** How often work began that had been done already. */
    int needless() {
        Set<String> done = new HashSet<>();
        int needless = 0;
        for (String line : lines) {
            if (line.startsWith(DONE)) {
                done.add(line.substring(DONE.length()));
            } else if (done.contains(line.substring(BEGIN.length()))) {
                needless++;
            }
        }
        return needless;
    }

    /**
     * The messages whose work began though one ahead of them in their group was neither done nor is in the dead-letter
     * queue; {@code sent} has them all in order.
     */
    List<String> outOfOrder(List<String> sent, Set<String> dead) {
        Map<String, List<String>> groups = sent.stream().collect(Collectors.groupingBy(Journal::group));
        Set<String> settled = new HashSet<>(dead);
        List<String> wrong = new ArrayList<>();
        for (String line : lines) {
            String body = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith(DONE)) {
                settled.add(body);
            } else {
                List<String> group = groups.getOrDefault(group(body), List.of());
                if (!settled.containsAll(group.subList(0, group.indexOf(body)))) {
                    wrong.add(body);
                }
            }
        }
        return wrong;
    }

    private static String group(String body) {
        return body.substring(0, body.indexOf(' '));
    }
}
