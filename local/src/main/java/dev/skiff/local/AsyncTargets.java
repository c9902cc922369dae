package dev.skiff.local;

import dev.skiff.local.template.SamFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The functions of a template for event sources that don't wait for them. */
final class AsyncTargets {
    private final List<SamFunction> functions;
    private final Function<String, LocalFunction> running;
    private final AsyncCalls calls;
    private final MessageSender deadLetters;

    AsyncTargets(
            List<SamFunction> functions,
            Function<String, LocalFunction> running,
            AsyncCalls calls,
            MessageSender deadLetters) {
        this.functions = functions;
        this.running = running;
        this.calls = calls;
        this.deadLetters = deadLetters;
    }

    List<SamFunction> functions() {
        return functions;
    }

    /** Calls the function, and tells in an answer's words what became of that. */
    Map<String, String> call(SamFunction function, byte[] event, Optional<String> deadLetterArn) {
        Map<String, String> target = new LinkedHashMap<>();
        target.put("function", function.logicalId());
        try {
            target.put("requestId", call(function, event));
        } catch (LocalException refused) {
            target.put("error", String.valueOf(refused.getMessage()));
            keep(function, event, deadLetterArn, refused);
        }
        return target;
    }

    /**
     * Calls the function and returns the request id.
     *
     * @throws LocalException if the call isn't taken
     */
    String call(SamFunction function, byte[] event) {
        return calls.submit(running(function), function.async(), event);
    }

    LocalFunction running(SamFunction function) {
        return running.apply(function.logicalId());
    }

    /** By ARN, with or without a qualifier. */
    Optional<SamFunction> byArn(String arn) {
        return functions.stream()
                .filter(function -> {
                    String own = running(function).definition().arn();
                    return arn.equals(own) || arn.startsWith(own + ":");
                })
                .findFirst();
    }

    String region() {
        return functions.isEmpty()
                ? Arns.USUAL_REGION
                : running(functions.get(0)).definition().region();
    }

    /** A source keeps what Lambda doesn't take, if it has where. */
    private void keep(SamFunction function, byte[] event, Optional<String> deadLetterArn, LocalException refused) {
        String lost = "An event was refused: " + refused.getMessage();
        if (deadLetterArn.isEmpty()) {
            running(function).log(lost + "; it is DROPPED, since its source has no dead-letter queue");
            return;
        }
        try {
            deadLetters.send(deadLetterArn.get(), new String(event, java.nio.charset.StandardCharsets.UTF_8), Map.of());
            running(function).log(lost + "; it went to " + deadLetterArn.get());
        } catch (RuntimeException lostToo) {
            running(function).log(lost + "; and " + deadLetterArn.get() + " doesn't take it: " + lostToo.getMessage());
        }
    }
}
