package dev.skiff.testing;

import dev.skiff.testing.HttpDeployment.Values;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A load balancer's target group: the query as sent, and either single values or lists, in both directions. */
final class Alb implements FrontDoor {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final Set<String> KEYS =
            Set.of("statusCode", "statusDescription", "headers", "multiValueHeaders", "body", "isBase64Encoded");

    private final boolean multiValue;

    Alb(boolean multiValue) {
        this.multiValue = multiValue;
    }

    @Override
    public void defaults(Values deployment) {}

    @Override
    public byte[] event(HttpCall call, Values deployment) {
        String domain = deployment.domainOr("skiff-1234567890." + deployment.region + ".elb.amazonaws.com");
        Map<String, List<String>> headers = GatewayRequest.withContentLength(
                        GatewayRequest.headers(call, deployment, domain), call)
                .lowerCase()
                .grouped();
        Map<String, List<String>> query = QueryString.asSent(call.rawQuery());
        boolean empty = call.bytes().length == 0;
        boolean asText = empty || GatewayRequest.travelsAsText(call);
        return Json.object(json -> {
            json.object(
                            "requestContext",
                            context -> context.object(
                                    "elb", elb -> elb.field("targetGroupArn", targetGroupArn(deployment))))
                    .field("httpMethod", call.method())
                    .field("path", call.rawPath());
            maps(json, query, headers);
            json.field("body", GatewayRequest.body(call, asText)).field("isBase64Encoded", !asText);
        });
    }

    private void maps(Json json, Map<String, List<String>> query, Map<String, List<String>> headers)
            throws IOException {
        if (multiValue) {
            json.value("multiValueQueryStringParameters", query).value("multiValueHeaders", headers);
        } else {
            json.texts("queryStringParameters", query, GatewayRequest::last)
                    .texts("headers", headers, GatewayRequest::last);
        }
    }

    private static String targetGroupArn(Values deployment) {
        return deployment.targetGroupArn != null
                ? deployment.targetGroupArn
                : "arn:aws:elasticloadbalancing:" + deployment.region + ":" + deployment.accountId
                        + ":targetgroup/skiff/6d0ecf831eec9f09";
    }

    /** Strict, as the load balancer is; headers of the other family are not seen. */
    @Override
    public HttpAnswer answer(byte[] functionAnswer, HttpCall call, Values deployment) {
        try {
            if (functionAnswer.length > MOST_BYTES) {
                throw new MalformedAnswerException(
                        "the answer has " + functionAnswer.length + " bytes, a load balancer takes " + MOST_BYTES);
            }
            FunctionAnswer answer = FunctionAnswer.read(functionAnswer);
            answer.requireObject();
            answer.requireOnly(KEYS);
            int status = answer.status(true);
            answer.requireStatusDescription(status);
            answer.requireNotNull("body");
            HeaderLines single = answer.headers(true);
            HeaderLines multi = answer.multiValueHeaders(true);
            return HttpAnswer.of(status, multiValue ? multi : single, answer.body(true));
        } catch (MalformedAnswerException malformed) {
            return failed(malformed);
        }
    }

    @Override
    public HttpAnswer failed(Throwable failure) {
        return HttpAnswer.refused(502, "text/html", page("502 Bad Gateway"), failure);
    }

    @Override
    public HttpAnswer tooLarge() {
        return HttpAnswer.refused(413, "text/html", page("413 Request Entity Too Large"));
    }

    @Override
    public int mostBodyBytes() {
        return MOST_BYTES;
    }

    private static String page(String title) {
        return "<html><head><title>" + title + "</title></head><body><center><h1>" + title
                + "</h1></center></body></html>";
    }
}
