package dev.skiff.routing;

import dev.skiff.benchmarks.functions.table.TableFunction;
import dev.skiff.benchmarks.routes.GithubRoute;
import java.util.List;

/** Skiff's table, by the builder that every function uses. */
public final class SkiffTableFunction extends TableFunction {
    public SkiffTableFunction() {
        super(new Routes());
    }

    private static final class Routes implements Table, Handler {
        @Override
        public String match(List<GithubRoute> routes, GithubRoute request) {
            Router.Builder builder = Router.builder();
            for (GithubRoute route : routes) {
                builder.route(route.method(), route.template(), this);
            }
            RequestPath path = RequestPath.decoded(request.path());
            RouteTree tree = builder.build().tree;
            Target target = tree.find(request.method(), path.text(), path.isEscaped());
            return target == null ? "" : target.template();
        }

        @Override
        public Response handle(Request request) {
            return Response.noContent();
        }
    }
}
