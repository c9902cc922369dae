package dev.skiff.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What the command line asks for.
 *
 * @param given the words of the command line without those that name places of this machine
 * @param runs how often each is measured on each JDK
 * @param homes the JDKs named, beside the one that runs this
 * @param write whether the page in docs gets the figures
 */
record Arguments(List<String> given, int runs, List<Path> homes, boolean write) {
    private static final String USAGE = """
            usage: %s [--quick] [--runs n] [--jdk home]... [--write]
              --quick     one run of each instead of %d, on the default JDK alone: to see that it works
              --runs n    so many
              --jdk home  measure this JDK too; without one, those beside the default JDK
              --write     put the figures into docs/performance.md
            SKIFF_JDKS names more JDKs, separated as a class path is.""";

    private static final int USUAL = 31;
    private static final int QUICK = 1;

    /** Those of a program, which ends here if they can't be understood. */
    static Arguments of(String script, String[] args) {
        return of(script, args, USUAL);
    }

    /**
     * The same for a program that runs other than 31 times.
     *
     * @param usual how often each is measured unless the command line says it
     */
    static Arguments of(String script, String[] args, int usual) {
        try {
            return parse(List.of(args), System.getenv(), usual);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(USAGE.formatted(script, usual));
            System.exit(2);
            throw wrong;
        }
    }

    boolean isQuick() {
        return given.contains("--quick");
    }

    /** What {@link JavaHome#chosen} finds; for a quick look the JDK that runs this is enough, unless others are named. */
    List<JavaHome> javas() {
        JavaHome current = JavaHome.current();
        return isQuick() && homes.isEmpty() ? List.of(current) : JavaHome.chosen(current, homes);
    }

    static Arguments parse(List<String> args, Map<String, String> environment) {
        return parse(args, environment, USUAL);
    }

    static Arguments parse(List<String> args, Map<String, String> environment, int usual) {
        List<String> given = new ArrayList<>();
        List<Path> homes = new ArrayList<>();
        int runs = usual;
        boolean write = false;
        for (Iterator<String> words = args.iterator(); words.hasNext(); ) {
            String word = words.next();
            switch (word) {
                case "--quick" -> runs = QUICK;
                case "--runs" -> runs = count(value(word, words));
                case "--jdk" -> homes.add(Path.of(value(word, words)));
                case "--write" -> write = true;
                default -> throw new IllegalArgumentException("what is " + word + "?");
            }
            given.add(word.equals("--runs") ? word + " " + runs : word.equals("--jdk") ? "--jdk …" : word);
        }
        homes.addAll(paths(environment.getOrDefault("SKIFF_JDKS", "")));
        return new Arguments(List.copyOf(given), runs, List.copyOf(homes), write);
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return words.next();
    }

    private static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw new IllegalArgumentException("--runs needs a number above 0, not " + text);
    }

    private static List<Path> paths(String list) {
        return Arrays.stream(list.split(File.pathSeparator, -1))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .toList();
    }
}
