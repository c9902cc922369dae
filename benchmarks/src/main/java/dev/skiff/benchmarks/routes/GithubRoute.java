package dev.skiff.benchmarks.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the routes of GitHub's API, with a request that it answers. Read without anything that a router's own code could find warm at a cold start.
 *
 * @param path of the request
 */
public record GithubRoute(String method, String template, String path) {
    private static final String FILE = "/github-routes.tsv";

    /** All 203, in the order of the file. */
    public static List<GithubRoute> all() {
        String text = text();
        List<GithubRoute> routes = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            int first = text.indexOf('\t', start);
            int second = text.indexOf('\t', first + 1);
            routes.add(new GithubRoute(
                    text.substring(start, first), text.substring(first + 1, second), text.substring(second + 1, end)));
            start = end + 1;
        }
        return routes;
    }

    /** A table of any size: the routes again and again, each time under another prefix. */
    public static List<GithubRoute> repeated(int size) {
        List<GithubRoute> all = all();
        List<GithubRoute> routes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            routes.add(all.get(i % all.size()).under("/api" + i / all.size()));
        }
        return routes;
    }

    /** As many as there are routes of GitHub, from all over a table that repeats them. */
    public static List<GithubRoute> spread(List<GithubRoute> repeated) {
        int size = all().size();
        int copies = repeated.size() / size;
        List<GithubRoute> routes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            routes.add(repeated.get(i % copies * size + i));
        }
        return routes;
    }

    int parameters() {
        return (int) template.chars().filter(c -> c == '{').count();
    }

    GithubRoute withPath(String path) {
        return new GithubRoute(method, template, path);
    }

    private GithubRoute under(String prefix) {
        return new GithubRoute(method, prefix + template, prefix + path);
    }

    private static String text() {
        try (InputStream file = GithubRoute.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + FILE);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
