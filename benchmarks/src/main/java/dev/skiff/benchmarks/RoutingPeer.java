package dev.skiff.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.typesafe.config.Config;
import dev.skiff.benchmarks.routes.Column;
import dev.skiff.benchmarks.routes.JoobyMatching;
import dev.skiff.benchmarks.routes.Matching;
import dev.skiff.core.LambdaFunction;
import dev.skiff.routing.Router;
import dev.skiff.routing.SkiffMatching;
import io.jooby.Jooby;
import jakarta.inject.Provider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.runner.RunnerException;
import org.slf4j.Logger;

/** A router that is measured. */
enum RoutingPeer {
    SKIFF(
            "Skiff",
            SkiffMatching.class,
            "dev.skiff.routing.SkiffTableFunction",
            List.of(Context.class, Router.class, LambdaFunction.class, NullMarked.class)),
    JOOBY(
            "Jooby",
            JoobyMatching.class,
            "dev.skiff.benchmarks.functions.table.JoobyTableFunction",
            List.of(Context.class, Jooby.class, Config.class, Provider.class, Logger.class));

    private final String words;
    private final Class<? extends Matching> benchmark;
    private final String function;

    @SuppressWarnings("ImmutableEnumChecker") // of classes
    private final List<Class<?>> jars;

    RoutingPeer(String words, Class<? extends Matching> benchmark, String function, List<Class<?>> jars) {
        this.words = words;
        this.benchmark = benchmark;
        this.function = function;
        this.jars = jars;
    }

    String words() {
        return words;
    }

    Timing match(Jmh jmh, Column column, int repeated) throws RunnerException {
        Map<String, String> parameters = Map.of("column", column.name(), "repeated", Integer.toString(repeated));
        return jmh.run(benchmark, "match", parameters);
    }

    /** The function whose constructor builds a table of so many routes. */
    ColdFunction building(TaskRoots roots, int routes) throws IOException {
        List<String> classes = List.of(
                ColdFunction.folder("table"),
                "dev/skiff/benchmarks/routes/GithubRoute.class",
                "io/jooby/internal",
                "dev/skiff/routing/SkiffTableFunction.class",
                "dev/skiff/routing/SkiffTableFunction$Routes.class",
                "github-routes.tsv");
        String name = name().toLowerCase(Locale.ROOT) + "-" + routes;
        Path root = roots.staged(name, classes, jars);
        return new ColdFunction(name, words, ColdFunction.Kind.TABLE, root, function)
                .withVariables(Map.of("ROUTES", Integer.toString(routes)));
    }
}
