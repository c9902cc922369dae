package dev.skiff.benchmarks.routes;

import io.jooby.internal.JoobyTable;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Jooby's table. JMH extends it, so it is not final. */
@State(Scope.Thread)
public class JoobyMatching extends Matching {
    private final JoobyTable table = new JoobyTable();
    private String[] methods = {};
    private String[] paths = {};

    @Benchmark
    public Object match() {
        int turn = turn();
        return table.find(methods[turn], paths[turn]);
    }

    @Override
    protected void build(List<GithubRoute> routes, List<GithubRoute> requests) {
        for (GithubRoute route : routes) {
            table.add(route.method(), route.template(), context -> route);
        }
        methods = requests.stream().map(GithubRoute::method).toArray(String[]::new);
        paths = requests.stream().map(GithubRoute::path).toArray(String[]::new);
    }

    @Override
    protected String found(int request) {
        return JoobyTable.found(table.find(methods[request], paths[request]));
    }
}
