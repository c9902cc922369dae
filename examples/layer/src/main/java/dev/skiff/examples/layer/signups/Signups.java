package dev.skiff.examples.layer.signups;

import dev.skiff.examples.layer.Signup;
import dev.skiff.routing.HttpException;
import dev.skiff.routing.HttpFunction;
import dev.skiff.routing.Response;
import dev.skiff.routing.Router;

/** The HTTP API: takes a sign-up, and answers before anybody is greeted. */
public final class Signups extends HttpFunction {
    public Signups() {
        this(SqsOutbox.fromEnvironment());
    }

    Signups(Outbox outbox) {
        super(routes(outbox));
    }

    static Router routes(Outbox outbox) {
        return Router.builder()
                .post("/signups", Signup.class, (request, signup) -> accept(signup, outbox))
                .build();
    }

    private static Response accept(Signup signup, Outbox outbox) {
        if (signup.name() == null || signup.name().isBlank()) {
            throw HttpException.unprocessable("A sign-up needs a name");
        }
        if (signup.email() == null || signup.email().indexOf('@') < 1) {
            throw HttpException.unprocessable("A sign-up needs an email address");
        }
        outbox.put(signup);
        return Response.accepted();
    }
}
