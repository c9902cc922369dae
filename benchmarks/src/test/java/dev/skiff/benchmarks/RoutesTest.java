package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.benchmarks.routes.Column;
import dev.skiff.benchmarks.routes.GithubRoute;
import dev.skiff.benchmarks.routes.JoobyMatching;
import dev.skiff.benchmarks.routes.Matching;
import dev.skiff.routing.SkiffMatching;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoutesTest {
    @Test
    void there_are_github_s_routes_and_tables_that_repeat_them() {
        List<GithubRoute> repeated = GithubRoute.repeated(2_000);

        assertThat(GithubRoute.all()).hasSize(203);
        assertThat(repeated).hasSize(2_000).doesNotHaveDuplicates();
        assertThat(repeated.get(203 + 1).path()).isEqualTo("/api1/authorizations/1347");
        assertThat(GithubRoute.spread(repeated)).hasSize(203).doesNotHaveDuplicates();
        assertThat(new HashSet<>(repeated)).containsAll(GithubRoute.spread(repeated));
    }

    @ParameterizedTest
    @EnumSource(Column.class)
    void both_routers_find_what_they_should_in_tables_of_all_sizes(Column column) {
        for (int repeated : List.of(0, 203, 2_000)) {
            setUp(new SkiffMatching(), column, repeated);
            setUp(new JoobyMatching(), column, repeated);
        }
        assertThat(column.requests(GithubRoute.all())).hasSizeGreaterThan(10);
    }

    /** Throws where something else is found. */
    private static void setUp(Matching matching, Column column, int repeated) {
        matching.column = column;
        matching.repeated = repeated;
        matching.setUp();
    }
}
