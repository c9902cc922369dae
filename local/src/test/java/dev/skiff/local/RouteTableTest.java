package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.local.template.SamRoute;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
    private final LocalFunction function =
            LocalFunction.start(Functions.behaviour("echo").build(), line -> {});
    private final RouteTable routes = new RouteTable();

    @AfterEach
    void close() {
        function.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /users,         GET /users",
        "GET,    /users/,        GET /users",
        "GET,    /users/me,      GET /users/me",
        "GET,    /users/7,       GET /users/{id}",
        "PUT,    /users/7,       ANY /users/{id}",
        "PUT,    /users/me,      ANY /users/{id}",
        "GET,    /users/7/8,     GET /{proxy+}",
        "GET,    /users/a/files, GET /users/{id}/files",
        "GET,    /files/a/b,     ANY /files/{path+}",
        "GET,    /files,         GET /{proxy+}",
        "GET,    //users,        GET /{proxy+}",
        "GET,    /,              $default",
        "DELETE, /nowhere,       $default",
    })
    void the_most_specific_route_that_takes_the_method_is_chosen(String method, String path, String key) {
        for (String route : new String[] {
            "$default",
            "GET /{proxy+}",
            "ANY /files/{path+}",
            "ANY /users/{id}",
            "GET /users/{id}",
            "GET /users/{id}/files",
            "GET /users/me",
            "GET /users"
        }) {
            add(route);
        }

        assertThat(routes.match(method, path).orElseThrow().route().key()).isEqualTo(key);
    }

    @Test
    void parameters_are_read_off_the_path() {
        add("GET /a/{b}/{c+}");

        assertThat(routes.match("GET", "/a/x/y/z/").orElseThrow().parameters())
                .isEqualTo(Map.of("b", "x", "c", "y/z/"));
        assertThat(routes.match("GET", "/a//y")).isEmpty();
        assertThat(routes.match("GET", "/a/x")).isEmpty();
        assertThat(routes.match("GET", "/a/x/")).isEmpty();
    }

    @Test
    void two_routes_of_the_same_shape_are_refused() {
        add("GET /users/{id}");

        assertThatThrownBy(() -> add("GET /users/{name}"))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("GET /users/{id} (template.yaml:1:1) and GET /users/{name} (template.yaml:1:1)");
        add("POST /users/{id}");
    }

    private void add(String key) {
        routes.add(
                new SamRoute(
                        "Api", key, "2.0", Duration.ofSeconds(30), Optional.empty(), List.of(), "template.yaml:1:1"),
                function);
    }
}
