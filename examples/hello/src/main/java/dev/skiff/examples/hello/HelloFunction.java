package dev.skiff.examples.hello;

import dev.skiff.routing.HttpFunction;
import dev.skiff.routing.Response;
import dev.skiff.routing.Router;

/** The function that template.yaml names as its handler. Lambda builds it once and calls it for every request. */
public final class HelloFunction extends HttpFunction {
    public HelloFunction() {
        super(routes(new Users()));
    }

    static Router routes(Users users) {
        return Router.builder()
                .filter((request, next) -> next.handle(request).withHeader("Cache-Control", "no-store"))
                .get("/hello", request -> greet(request.query("name").orElse("")))
                .get("/users/{id}", request -> Response.json(users.find(request.path("id"))))
                .post("/users", NewUser.class, (request, newUser) -> created(users.add(newUser)))
                .build();
    }

    private static Response greet(String name) {
        return Response.text("Hello, " + (name.isBlank() ? "World" : name) + "!");
    }

    private static Response created(User user) {
        return Response.created("/users/" + user.id()).withJson(user);
    }
}
