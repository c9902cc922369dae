package dev.skiff.local;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lambda's own lines about a function, in the format of its LoggingConfig. */
interface PlatformLog {
    static PlatformLog of(FunctionDefinition function, FunctionLog log) {
        return function.logFormat() == LogFormat.JSON ? new Json(function, log) : new Text(function, log);
    }

    void started(Invocation invocation, String version);

    /** An initialisation that was not part of a call, or failed. */
    void initialized(Duration duration, Optional<String> errorType);

    void restoring();

    void restored(Duration duration, Optional<String> errorType);

    void ended(Invocation invocation, ExecutionEnvironment.Ended ended);

    /** Lambda bills what began as a millisecond. */
    static long billed(Duration duration) {
        return (duration.toNanos() + 999_999) / 1_000_000;
    }

    /** With the initialisation, which Lambda bills as well. */
    static long billed(ExecutionEnvironment.Ended ended) {
        return billed(ended.duration().plus(ended.initialization().orElse(Duration.ZERO)));
    }

    static String status(String errorType) {
        return errorType.equals("Sandbox.Timedout") ? "timeout" : "error";
    }

    /** The lines as they stand in CloudWatch by default. */
    final class Text implements PlatformLog {
        private final FunctionDefinition function;
        private final FunctionLog log;

        private Text(FunctionDefinition function, FunctionLog log) {
            this.function = function;
            this.log = log;
        }

        @Override
        public void started(Invocation invocation, String version) {
            String id = invocation.requestId();
            log.platform(id, "START RequestId: " + id + " Version: " + version);
        }

        @Override
        public void initialized(Duration duration, Optional<String> errorType) {
            log.platform("INIT_REPORT Init Duration: " + milliseconds(duration) + " ms\tPhase: init"
                    + errorType.map(Text::status).orElse(""));
        }

        @Override
        public void restoring() {
            log.platform("RESTORE_START Runtime Version: " + function.runtime());
        }

        @Override
        public void restored(Duration duration, Optional<String> errorType) {
            log.platform("RESTORE_REPORT Restore Duration: " + milliseconds(duration) + " ms"
                    + errorType.map(Text::status).orElse(""));
        }

        @Override
        public void ended(Invocation invocation, ExecutionEnvironment.Ended ended) {
            String id = invocation.requestId();
            log.platform(id, "END RequestId: " + id);
            log.platform(id, report(id, ended));
        }

        private String report(String id, ExecutionEnvironment.Ended ended) {
            StringBuilder line = new StringBuilder("REPORT RequestId: ").append(id);
            line.append("\tDuration: ").append(milliseconds(ended.duration())).append(" ms");
            line.append("\tBilled Duration: ").append(billed(ended)).append(" ms");
            line.append("\tMemory Size: ").append(function.memorySize()).append(" MB");
            ended.memory()
                    .ifPresent(most ->
                            line.append("\tMax Memory Used: ").append(most).append(" MB"));
            ended.initialization().ifPresent(it -> line.append("\tInit Duration: ")
                    .append(milliseconds(it))
                    .append(" ms"));
            ended.restore().ifPresent(it -> line.append("\tRestore Duration: ")
                    .append(milliseconds(it))
                    .append(" ms\tBilled Restore Duration: ")
                    .append(billed(it))
                    .append(" ms"));
            ended.outcome().errorType().ifPresent(type -> line.append(status(type)));
            return line.toString();
        }

        private static String status(String errorType) {
            String status = PlatformLog.status(errorType);
            return "\tStatus: " + status + (status.equals("error") ? "\tError Type: " + errorType : "");
        }

        private static String milliseconds(Duration duration) {
            return String.format(Locale.ROOT, "%.2f", duration.toNanos() / 1e6);
        }
    }

    /** The objects of the format JSON: those of the Telemetry API. */
    final class Json implements PlatformLog {
        private final FunctionDefinition function;
        private final FunctionLog log;

        private Json(FunctionDefinition function, FunctionLog log) {
            this.function = function;
            this.log = log;
        }

        @Override
        public void started(Invocation invocation, String version) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("requestId", invocation.requestId());
            record.put("version", version);
            write(Optional.of(invocation.requestId()), "platform.start", record);
        }

        @Override
        public void initialized(Duration duration, Optional<String> errorType) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("initializationType", function.initialization().value());
            record.put("phase", "init");
            putStatus(record, errorType);
            record.put("metrics", Map.of("durationMs", milliseconds(duration)));
            write(Optional.empty(), "platform.initReport", record);
        }

        @Override
        public void restoring() {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("functionName", function.name());
            record.put("runtimeVersion", function.runtime());
            write(Optional.empty(), "platform.restoreStart", record);
        }

        @Override
        public void restored(Duration duration, Optional<String> errorType) {
            Map<String, Object> record = new LinkedHashMap<>();
            putStatus(record, errorType);
            record.put("metrics", Map.of("durationMs", milliseconds(duration)));
            write(Optional.empty(), "platform.restoreReport", record);
        }

        @Override
        public void ended(Invocation invocation, ExecutionEnvironment.Ended ended) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("requestId", invocation.requestId());
            record.put("metrics", metrics(ended));
            putStatus(record, ended.outcome().errorType());
            write(Optional.of(invocation.requestId()), "platform.report", record);
        }

        private Map<String, Object> metrics(ExecutionEnvironment.Ended ended) {
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("durationMs", milliseconds(ended.duration()));
            metrics.put("billedDurationMs", billed(ended));
            metrics.put("memorySizeMB", function.memorySize());
            ended.memory().ifPresent(most -> metrics.put("maxMemoryUsedMB", most));
            ended.initialization().ifPresent(it -> metrics.put("initDurationMs", milliseconds(it)));
            ended.restore().ifPresent(it -> {
                metrics.put("restoreDurationMs", milliseconds(it));
                metrics.put("billedRestoreDurationMs", billed(it));
            });
            return metrics;
        }

        /** A function that reported its error failed otherwise than one whose process did not live to tell. */
        private static void putStatus(Map<String, Object> record, Optional<String> errorType) {
            record.put(
                    "status",
                    errorType
                            .map(type -> type.equals("Runtime.ExitError") ? "failure" : PlatformLog.status(type))
                            .orElse("success"));
            errorType.ifPresent(type -> record.put("errorType", type));
        }

        private void write(Optional<String> requestId, String type, Map<String, Object> record) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            event.put("type", type);
            event.put("record", record);
            try {
                log.write(LogLine.Source.PLATFORM, requestId, JSON.std.asString(event));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        private static double milliseconds(Duration duration) {
            return Math.round(duration.toNanos() / 1e3) / 1e3;
        }
    }
}
