package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Lambda takes as a function's environment variables, when it is deployed. */
final class Variables {
    private static final int MOST_BYTES = 4 * 1024;

    private static final Set<String> RESERVED = Set.of(
            "_HANDLER",
            "_X_AMZN_TRACE_ID",
            "AWS_DEFAULT_REGION",
            "AWS_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "LAMBDA_TASK_ROOT",
            "LAMBDA_RUNTIME_DIR");

    private Variables() {}

    /** Throws where a deployment of the function would fail. */
    static void require(String function, Map<String, String> variables) {
        List<String> reserved =
                variables.keySet().stream().filter(RESERVED::contains).sorted().toList();
        if (!reserved.isEmpty()) {
            throw new LocalException(function + " sets variables that Lambda reserves: " + reserved
                    + "; for this machine only, give them in the env file");
        }
        List<String> unfit = variables.keySet().stream()
                .filter(name -> !name.matches("[a-zA-Z][a-zA-Z0-9_]+"))
                .sorted()
                .toList();
        if (!unfit.isEmpty()) {
            throw new LocalException(function + " sets variables whose names Lambda refuses: " + unfit
                    + ", expected a letter and then letters, digits and _");
        }
        int size = size(variables);
        if (size > MOST_BYTES) {
            throw new LocalException("the variables of " + function + " have " + size
                    + " bytes, and Lambda takes no more than " + MOST_BYTES);
        }
    }

    private static int size(Map<String, String> variables) {
        return variables.entrySet().stream()
                .mapToInt(variable -> variable.getKey().getBytes(UTF_8).length
                        + variable.getValue().getBytes(UTF_8).length)
                .sum();
    }
}
