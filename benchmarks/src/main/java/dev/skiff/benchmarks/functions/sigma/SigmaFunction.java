package dev.skiff.benchmarks.functions.sigma;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import io.avaje.sigma.HttpContext;
import io.avaje.sigma.Router;
import io.avaje.sigma.Sigma;
import io.avaje.sigma.aws.events.APIGatewayV2HttpEvent;
import io.avaje.sigma.aws.events.AWSHttpResponse;
import io.avaje.sigma.body.JsonbBodyMapper;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.UUID;

/**
 * The same three routes and filter as Skiff's example. A stream handler with generated JSON adapters for the events,
 * which is how sigma starts fastest; Lambda's own deserialisation, as sigma's manual shows it, fails at its records.
 */
@Json.Import({APIGatewayV2HttpEvent.class, AWSHttpResponse.class})
public final class SigmaFunction implements RequestStreamHandler {
    private final Jsonb jsonb = Jsonb.builder().build();
    private final JsonType<APIGatewayV2HttpEvent> events = jsonb.type(APIGatewayV2HttpEvent.class);
    private final JsonType<AWSHttpResponse> answers = jsonb.type(AWSHttpResponse.class);
    private final Sigma.HttpFunction function = Sigma.create()
            .addBodyMapper(new JsonbBodyMapper(jsonb))
            .routing(SigmaFunction::routes)
            .createHttpFunction();

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {
        answers.toJson(complete(function.apply(events.fromJson(event), context)), answer);
    }

    /** Sigma leaves out the map that HTTP APIs have no use for; the generated adapter does not expect that. */
    private static AWSHttpResponse complete(AWSHttpResponse answer) {
        return new AWSHttpResponse(
                answer.statusCode(), answer.headers(), Map.of(), answer.body(), answer.isBase64Encoded());
    }

    private static void routes(Router router) {
        router.after(context -> context.responseHeader("Cache-Control", "no-store"))
                .get("/hello", context -> context.text("Hello, World!"))
                .get("/users/{id}", context -> find(context, context.pathParam("id")))
                .post("/users", context -> create(context, context.bodyAsClass(NewUser.class)));
    }

    private static void find(HttpContext context, String id) {
        context.json(new User(id, "User " + id, id + "@example.com"));
    }

    private static void create(HttpContext context, NewUser newUser) {
        User user = new User(UUID.randomUUID().toString(), newUser.name(), newUser.email());
        context.status(201).responseHeader("Location", "/users/" + user.id()).json(user);
    }
}
