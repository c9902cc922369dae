package dev.skiff.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;

/** Calls a function with a deadline of virtual time, as an event source does; what is over time, or too large, has failed. */
record BatchCaller(RequestStreamHandler function, Duration timeout, VirtualClock clock) {

    BatchInvocation.Answered call(byte[] event) {
        Instant deadline = clock.instant().plus(timeout);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            function.handleRequest(
                    new ByteArrayInputStream(event),
                    output,
                    FakeContext.create().withDeadline(timeout, clock));
        } catch (Throwable failure) { // as the runtime does: an Error, too, is a failed call
            return failed(failure);
        }
        if (clock.instant().isAfter(deadline)) {
            return failed(
                    new IllegalStateException("Task timed out after " + timeout.toMillis() / 1000.0 + " seconds"));
        }
        if (output.size() > FunctionAnswer.MOST_BYTES) {
            return failed(new MalformedAnswerException(
                    "the answer has " + output.size() + " bytes, Lambda takes " + FunctionAnswer.MOST_BYTES));
        }
        return new BatchInvocation.Answered(output.toByteArray(), null);
    }

    private static BatchInvocation.Answered failed(Throwable failure) {
        return new BatchInvocation.Answered(null, failure);
    }
}
