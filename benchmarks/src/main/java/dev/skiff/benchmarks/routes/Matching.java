package dev.skiff.benchmarks.routes;

import java.util.List;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A router's table and the requests of one column, taken one after the other. A subclass is one router. */
@State(Scope.Thread)
public abstract class Matching {
    /** How many routes: GitHub's as they are, or so many as a table that repeats them. */
    @Param("0")
    public int repeated;

    @Param("ALL")
    public Column column = Column.ALL;

    private int last;
    private int next;

    /** Builds the table, and throws unless it finds what it should. */
    @Setup
    public void setUp() {
        List<GithubRoute> routes = repeated == 0 ? GithubRoute.all() : GithubRoute.repeated(repeated);
        List<GithubRoute> requests = column.requests(repeated == 0 ? routes : GithubRoute.spread(routes));
        last = requests.size() - 1;
        build(routes, requests);
        for (int i = 0; i < requests.size(); i++) {
            String expected = column.isMiss() ? "" : requests.get(i).template();
            String found = found(i);
            if (!found.equals(expected)) {
                throw new IllegalStateException(requests.get(i) + " found " + found);
            }
        }
    }

    /** Builds the table, and whatever a request is to this router. */
    protected abstract void build(List<GithubRoute> routes, List<GithubRoute> requests);

    /** The template of the route that a request finds; empty for none. */
    protected abstract String found(int request);

    /** The request whose turn it is. */
    protected final int turn() {
        int turn = next;
        next = turn == last ? 0 : turn + 1;
        return turn;
    }
}
