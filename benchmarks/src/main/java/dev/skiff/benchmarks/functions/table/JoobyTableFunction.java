package dev.skiff.benchmarks.functions.table;

import dev.skiff.benchmarks.routes.GithubRoute;
import io.jooby.Route;
import io.jooby.internal.JoobyTable;
import java.util.List;

/** Jooby's table alone, without the application that it has around it. */
public final class JoobyTableFunction extends TableFunction {
    public JoobyTableFunction() {
        super(new Routes(Route.class));
    }

    /** Its jar is open before the clock runs, as Skiff's is for {@code Handler}; the class isn't initialized by this. */
    private static final class Routes implements Table {
        private final Class<?> opened;

        Routes(Class<?> opened) {
            this.opened = opened;
        }

        @Override
        public String match(List<GithubRoute> routes, GithubRoute request) {
            JoobyTable table = new JoobyTable();
            for (GithubRoute route : routes) {
                table.add(route.method(), route.template(), Route.NOT_FOUND);
            }
            assert opened == Route.class;
            return JoobyTable.found(table.find(request.method(), request.path()));
        }
    }
}
