package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skiff.core.DatabindCodec;
import dev.skiff.core.JsonType;
import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples of docs/routing.md and docs/core.md, as tests. */
class Snippets {
    record User(String id, String name) {}

    record NewUser(String name) {}

    record Order(String item, int quantity) {}

    record Session(String user) {}

    enum Sort {
        NAME,
        AGE
    }

    static final class NoSuchUser extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static final class Users {
        User find(String id) {
            if (id.equals("0")) {
                throw new NoSuchUser();
            }
            return new User(id, "Ada");
        }

        User add(NewUser user) {
            return new User("8", user.name());
        }
    }

    // snippet: function
    public static final class UsersFunction extends HttpFunction {
        public UsersFunction() {
            super(routes(new Users()));
        }

        static Router routes(Users users) {
            return Router.builder()
                    .get("/users/{id}", request -> Response.json(users.find(request.path("id"))))
                    .post("/users", NewUser.class, (request, user) -> {
                        User added = users.add(user);
                        return Response.created("/users/" + added.id()).withJson(added);
                    })
                    .build();
        }
    }
    // end

    // snippet: every source
    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void finds_a_user_behind_every_front_door(HttpSource source) {
        FunctionClient client = FunctionClient.of(new UsersFunction()).as(source);

        HttpAnswer answer = client.send(HttpCall.get("/users/7"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"name\":\"Ada\"");
    }
    // end

    @Test
    void handlers_are_tested_without_aws() throws Exception {
        // snippet: unit test
        Response response = UsersFunction.routes(new Users()).handle(Request.of("GET", "/users/7"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("{\"id\":\"7\",\"name\":\"Ada\"}");
        // end
    }

    @Test
    void routes() throws Exception {
        // snippet: routes
        Router router = Router.builder()
                .get("/files", request -> Response.text("all files"))
                .get("/files/readme", request -> Response.text("the readme"))
                .get("/files/{name}", request -> Response.text("file " + request.path("name")))
                .get("/files/{path+}", request -> Response.text("path " + request.path("path")))
                .any("/echo", request -> Response.text(request.method()))
                .route("PURGE", "/cache", request -> Response.noContent())
                .build();

        assertThat(router.handle(Request.of("GET", "/files/readme")).text()).isEqualTo("the readme");
        assertThat(router.handle(Request.of("GET", "/files/a%20b")).text()).isEqualTo("file a b");
        assertThat(router.handle(Request.of("GET", "/files/a/b")).text()).isEqualTo("path a/b");
        assertThat(router.handle(Request.of("PUT", "/files")).header("Allow")).contains("GET, HEAD, OPTIONS");
        // end
    }

    @Test
    void mounted() throws Exception {
        Filter adminsOnly = (request, next) -> {
            throw HttpException.forbidden("Admins only");
        };
        // snippet: mounting
        Router admin = Router.builder()
                .filter(adminsOnly)
                .get("/users", request -> Response.text("all users"))
                .build();

        Router router = Router.builder()
                .basePath("/shop", "/v1") // a custom domain's mapping, a prefix of CloudFront
                .get("/", request -> Response.text("welcome"))
                .mount("/admin", admin)
                .build();
        // end
        assertThat(router.handle(Request.of("GET", "/v1")).text()).isEqualTo("welcome");
        assertThat(router.handle(Request.of("GET", "/shop/admin/users")).status()).isEqualTo(403);
    }

    @Test
    void inputs() throws Exception {
        // snippet: inputs
        Input<Integer> page = Input.query("page").asInt().between(1, 100).orElse(1);
        Input<Sort> sort = Input.query("sort").asEnum(Sort.class).orElse(Sort.NAME);
        Input<Optional<LocalDate>> since = Input.query("since").asDate().optional();
        Input<UUID> tenant = Input.header("X-Tenant").asUuid();

        Handler search = request -> {
            Inputs in = request.inputs(page, sort, since, tenant);
            return Response.text("page " + in.get(page) + " by " + in.get(sort));
        };
        // end
        Router router = Router.builder().get("/search", search).build();
        Response fine =
                router.handle(Request.of("GET", "/search?sort=age").withHeader("X-Tenant", UUID.randomUUID().toString()));
        Response faulty = router.handle(Request.of("GET", "/search?page=0&since=today"));
        assertThat(fine.text()).isEqualTo("page 1 by AGE");
        assertThat(faulty.status()).isEqualTo(400);
        assertThat(faulty.text())
                .contains("query page should be a whole number from 1 to 100")
                .contains("query since should be a date such as 2026-11-23")
                .contains("header X-Tenant is missing");
    }

    @Test
    void requests() throws Exception {
        // snippet: requests
        Handler handler = request -> {
            String id = request.path("id");
            List<String> tags = request.query().all("tag");
            Optional<String> session = request.cookie("session");
            List<Order> orders = request.json(new JsonType<List<Order>>() {});
            boolean mayWrite = request.authorizer().hasScope("orders:write");
            return Response.text(id + " " + tags + " " + session.orElse("-") + " " + orders.size() + " " + mayWrite);
        };
        // end
        Response response = Router.builder()
                .post("/orders/{id}", handler)
                .build()
                .handle(Request.of("POST", "/orders/7?tag=a&tag=b")
                        .withHeader("Cookie", "session=s1")
                        .withBody("[{\"item\":\"tea\",\"quantity\":2}]"));
        assertThat(response.text()).isEqualTo("7 [a, b] s1 1 false");
    }

    @Test
    void responses() {
        // snippet: responses
        Response json = Response.json(new User("7", "Ada")).withHeader("Cache-Control", "max-age=60");
        Response image = Response.bytes("image/png", new byte[] {1, 2, 3});
        Response moved = Response.redirect(308, "/elsewhere");
        Response welcome = Response.html("<h1>Welcome</h1>")
                .plusCookie(Cookie.of("session", "s1")
                        .withPath("/")
                        .withMaxAge(Duration.ofHours(1))
                        .withSecure()
                        .withHttpOnly()
                        .withSameSite(Cookie.SameSite.LAX));
        // end
        assertThat(json.value()).contains(new User("7", "Ada"));
        assertThat(image.body()).hasSize(3);
        assertThat(moved.status()).isEqualTo(308);
        assertThat(welcome.cookies().get(0).toHeader())
                .isEqualTo("session=s1; Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    void errors() throws Exception {
        Users users = new Users();
        // snippet: errors
        Router router = Router.builder()
                .get("/users/{id}", request -> Response.json(users.find(request.path("id"))))
                .get("/teapot", request -> {
                    throw HttpException.of(418, "It is short and stout");
                })
                .onError(NoSuchUser.class, (request, failure) -> Response.problem(Problem.of(404, "There is no such user")))
                .notFound(request -> Response.text("Nothing here").withStatus(404))
                .build();
        // end
        assertThat(router.handle(Request.of("GET", "/users/0")).text()).contains("There is no such user");
        assertThat(router.handle(Request.of("GET", "/teapot")).status()).isEqualTo(418);
        assertThat(router.handle(Request.of("GET", "/nope")).text()).isEqualTo("Nothing here");
    }

    @Test
    void filters() throws Exception {
        // snippet: filters
        Filter session = (request, next) -> {
            String user = request.cookie("session").orElseThrow(() -> HttpException.unauthorized("Cookie", "Log in first"));
            return next.handle(request.withTag(Session.class, new Session(user)));
        };
        Router router = Router.builder()
                .get("/open", request -> Response.text("anyone"))
                .get("/me", session.around(request -> Response.text(
                        request.tag(Session.class).orElseThrow().user())))
                .build();
        // end
        assertThat(router.handle(Request.of("GET", "/open")).status()).isEqualTo(200);
        assertThat(router.handle(Request.of("GET", "/me")).status()).isEqualTo(401);
        assertThat(router.handle(Request.of("GET", "/me").withHeader("Cookie", "session=Ada"))
                        .text())
                .isEqualTo("Ada");
    }

    // snippet: options
    public static final class PrimedFunction extends HttpFunction {
        public PrimedFunction() {
            super(
                    UsersFunction.routes(new Users()),
                    HttpOptions.defaults()
                            .prime(HttpFunction.sample("GET", "/users/7"))
                            .otherEvents((event, context) -> "{}".getBytes(StandardCharsets.UTF_8)));
        }
    }
    // end

    // snippet: databind
    public static final class DatabindFunction extends HttpFunction {
        public DatabindFunction() {
            super(UsersFunction.routes(new Users()), HttpOptions.defaults().json(DatabindCodec.of(new ObjectMapper())));
        }
    }
    // end

    @Test
    void options() {
        assertThat(FunctionClient.of(new PrimedFunction()).invoke("{\"warm\":true}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(FunctionClient.of(new DatabindFunction()).send(HttpCall.get("/users/7")).text())
                .isEqualTo("{\"id\":\"7\",\"name\":\"Ada\"}");
    }
}
