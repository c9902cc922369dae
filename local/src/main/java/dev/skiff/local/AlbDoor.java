package dev.skiff.local;

import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.util.Map;

/** A load balancer whose only target is one function. */
final class AlbDoor implements FrontServer.Door {
    private static final int MOST_LINE_BYTES = 16 * 1024;
    private static final HttpReply LATE = page(504, "504 Gateway Time-out");

    private final FunctionCaller caller;
    private final LocalFunction function;
    private final HttpSource source;

    AlbDoor(FunctionCaller caller, LocalFunction function, boolean isMultiValue) {
        this.caller = caller;
        this.function = function;
        this.source = isMultiValue ? HttpSource.ALB_MULTI_VALUE : HttpSource.ALB;
    }

    @Override
    public HttpReply answer(HttpCall given, String sourceIp) {
        if (given.target().length() > MOST_LINE_BYTES) {
            return page(414, "414 Request-URI Too Large");
        }
        if (given.headers().stream().anyMatch(AlbDoor::isTooLong)) {
            return page(400, "400 Bad Request");
        }
        HttpCall call = caller.traced(given);
        HttpDeployment deployment = caller.deployed(function, call, HttpDeployment.of(source), sourceIp);
        return caller.call(function, call, deployment, FunctionUrlDoor.LONGEST, LATE);
    }

    private static boolean isTooLong(Map.Entry<String, String> header) {
        return header.getKey().length() + header.getValue().length() > MOST_LINE_BYTES;
    }

    private static HttpReply page(int status, String title) {
        return HttpReply.html(
                status,
                "<html><head><title>" + title + "</title></head><body><center><h1>" + title
                        + "</h1></center></body></html>");
    }
}
