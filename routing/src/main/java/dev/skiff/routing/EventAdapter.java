package dev.skiff.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import org.jspecify.annotations.Nullable;

/**
 * Answers the event objects of {@code aws-lambda-java-events}, for handlers and tests that are written with them: a way to bring in a {@link Router} without
 * changing the function's entry point. Needs that library on the class path, which {@link HttpFunction} doesn't. Thread-safe as long as the handler is.
 *
 * <p>The same event gets the same answer as by {@link HttpFunction}: errors, HEAD, 204, cookies, base64 and the limit of the answer's size included (measured
 * as {@link HttpFunction} would write it; what Lambda makes of the object may be a few bytes longer). What the answer doesn't have is null in the object, which
 * Lambda leaves out. Fields of an event that are null are taken as absent; without a method it is refused by a
 * {@link dev.skiff.core.EventException}. A context that is null is none.
 *
 * <p>What the objects can't carry is not there: {@link Request#event} is empty; a client certificate of mutual TLS is missing from both API events, and so is a
 * key's id from {@link Authorizer#raw} of a REST API. A Function URL comes as {@link APIGatewayV2HTTPEvent}, told by its domain name, which a test must
 * set for it. The log context that {@link HttpFunction} sets stays as the caller has it, {@link HttpOptions#otherEvents} isn't asked, and sample events are
 * run as an HttpFunction's.
 */
public final class EventAdapter {
    private final HttpFunction function;

    private EventAdapter(HttpFunction function) {
        this.function = function;
    }

    /** Answers by the handler. */
    public static EventAdapter of(Handler handler) {
        return of(handler, HttpOptions.defaults());
    }

    /** Answers by the handler, with options. */
    public static EventAdapter of(Handler handler, HttpOptions options) {
        return new EventAdapter(new Adapted(handler, options));
    }

    /** Answers a REST API, or an HTTP API with payload format 1.0, told by the event's {@code version}. */
    public APIGatewayProxyResponseEvent handle(APIGatewayProxyRequestEvent event, @Nullable Context context) {
        HttpEvent read = PojoEvent.from(event);
        PojoAnswer answer = answer(read, RestFront.of(read), context);
        APIGatewayProxyResponseEvent response = new APIGatewayProxyResponseEvent();
        response.setStatusCode(answer.status);
        response.setHeaders(answer.headers);
        response.setMultiValueHeaders(answer.multiValueHeaders);
        response.setBody(answer.body);
        response.setIsBase64Encoded(answer.base64);
        return response;
    }

    /** Answers an HTTP API with payload format 2.0, or a Function URL, told by the event's domain name. */
    public APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event, @Nullable Context context) {
        HttpEvent read = PojoEvent.from(event);
        PojoAnswer answer = answer(read, HttpApiFront.of(read), context);
        APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
        response.setStatusCode(answer.status);
        response.setHeaders(answer.headers);
        response.setCookies(answer.cookies);
        response.setBody(answer.body);
        response.setIsBase64Encoded(answer.base64);
        return response;
    }

    /** Answers a load balancer in the event's family: with multi-value headers where the event has them. */
    public ApplicationLoadBalancerResponseEvent handle(
            ApplicationLoadBalancerRequestEvent event, @Nullable Context context) {
        PojoAnswer answer = answer(PojoEvent.from(event), AlbFront.ALB, context);
        ApplicationLoadBalancerResponseEvent response = new ApplicationLoadBalancerResponseEvent();
        response.setStatusCode(answer.status);
        response.setStatusDescription(answer.statusDescription);
        response.setHeaders(answer.headers);
        response.setMultiValueHeaders(answer.multiValueHeaders);
        response.setBody(answer.body);
        response.setIsBase64Encoded(answer.base64);
        return response;
    }

    /** Reads the very answer that the function would write, so that the two can't differ. */
    private PojoAnswer answer(HttpEvent event, Front front, @Nullable Context context) {
        try {
            return PojoAnswer.read(function.answer(event, front, context));
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException("The handler failed, and unexpected failures are to be rethrown", failure);
        }
    }

    private static final class Adapted extends HttpFunction {
        Adapted(Handler handler, HttpOptions options) {
            super(handler, options);
        }
    }
}
