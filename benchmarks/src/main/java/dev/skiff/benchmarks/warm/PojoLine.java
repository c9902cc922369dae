package dev.skiff.benchmarks.warm;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.skiff.testing.HttpSource;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Function;

/** What the runtime client does around a {@code RequestHandler}: the event becomes an object, and the object that it returns becomes the answer. */
final class PojoLine<E, A> {
    private static final Map<String, String> HEADERS = Map.of("Content-Type", "text/plain");

    private final PojoSerializer<E> events;
    private final PojoSerializer<A> answers;
    private final Function<E, A> handler;

    private PojoLine(Class<E> event, Class<A> answer, Function<E, A> handler) {
        this.events = LambdaEventSerializers.serializerFor(event, PojoLine.class.getClassLoader());
        this.answers = JacksonFactory.getInstance().getSerializer(answer);
        this.handler = handler;
    }

    static PojoLine<?, ?> of(HttpSource source) {
        return switch (source) {
            case REST_API, HTTP_API_1_0 ->
                new PojoLine<>(
                        APIGatewayProxyRequestEvent.class, APIGatewayProxyResponseEvent.class, PojoLine::payloadOne);
            case HTTP_API_2_0, FUNCTION_URL ->
                new PojoLine<>(APIGatewayV2HTTPEvent.class, APIGatewayV2HTTPResponse.class, PojoLine::payloadTwo);
            case ALB, ALB_MULTI_VALUE ->
                new PojoLine<>(
                        ApplicationLoadBalancerRequestEvent.class,
                        ApplicationLoadBalancerResponseEvent.class,
                        PojoLine::alb);
        };
    }

    void handle(InputStream event, OutputStream answer) {
        answers.toJson(handler.apply(events.fromJson(event)), answer);
    }

    private static APIGatewayProxyResponseEvent payloadOne(APIGatewayProxyRequestEvent event) {
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(200)
                .withHeaders(HEADERS)
                .withBody(body(event.getPath()));
    }

    private static APIGatewayV2HTTPResponse payloadTwo(APIGatewayV2HTTPEvent event) {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(200)
                .withHeaders(HEADERS)
                .withBody(body(event.getRawPath()))
                .build();
    }

    private static ApplicationLoadBalancerResponseEvent alb(ApplicationLoadBalancerRequestEvent event) {
        ApplicationLoadBalancerResponseEvent answer = new ApplicationLoadBalancerResponseEvent();
        answer.setStatusCode(200);
        answer.setStatusDescription("200 OK");
        answer.setHeaders(HEADERS);
        answer.setBody(body(event.getPath()));
        return answer;
    }

    private static String body(String path) {
        return path.endsWith("/users/42") ? "user 42" : "";
    }
}
