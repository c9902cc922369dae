package dev.skiff.local;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** The END and REPORT lines of one call, as they stand in CloudWatch. */
final class Report {
    private final FunctionDefinition function;
    private final Invocation invocation;
    private final ExecutionEnvironment.Ended ended;

    Report(FunctionDefinition function, Invocation invocation, ExecutionEnvironment.Ended ended) {
        this.function = function;
        this.invocation = invocation;
        this.ended = ended;
    }

    void writeTo(Consumer<String> log) {
        log.accept("END RequestId: " + invocation.requestId());
        log.accept(report());
    }

    /** Lambda bills what began as a millisecond, and the initialisation with it. */
    private String report() {
        Duration initialization = ended.initialization().orElse(Duration.ZERO);
        long billed = (ended.duration().plus(initialization).toNanos() + 999_999) / 1_000_000;
        StringBuilder line = new StringBuilder("REPORT RequestId: ").append(invocation.requestId());
        line.append("\tDuration: ").append(milliseconds(ended.duration())).append(" ms");
        line.append("\tBilled Duration: ").append(billed).append(" ms");
        line.append("\tMemory Size: ").append(function.memorySize()).append(" MB");
        ended.memory()
                .ifPresent(
                        most -> line.append("\tMax Memory Used: ").append(most).append(" MB"));
        ended.initialization().ifPresent(it -> line.append(
                        function.initialization() == InitializationType.SNAP_START
                                ? "\tRestore Duration: "
                                : "\tInit Duration: ")
                .append(milliseconds(it))
                .append(" ms"));
        ended.outcome().errorType().ifPresent(type -> line.append(status(type)));
        return line.toString();
    }

    private static String status(String errorType) {
        return errorType.equals("Sandbox.Timedout") ? "\tStatus: timeout" : "\tStatus: error\tError Type: " + errorType;
    }

    private static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f", duration.toNanos() / 1e6);
    }
}
