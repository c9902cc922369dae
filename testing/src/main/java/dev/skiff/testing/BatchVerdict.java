package dev.skiff.testing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's rules for what a batch's answer means. With {@code ReportBatchItemFailures} an answer without failures is full success, also when it is empty, null or has
 * them under another key; what is no JSON, and an identifier that is empty, misspelt or not of the batch, is full failure. Without it every answer is full success.
 *
 * @param retried the ids that the answer reports, or all of them
 */
record BatchVerdict(Verdict verdict, String reason, List<String> retried) {

    /** Tells the id that an identifier means; null when it means none. */
    interface Identifier {
        @Nullable String id(@Nullable Object json);
    }

    static BatchVerdict of(
            BatchInvocation.Answered answered, boolean reporting, List<String> ids, Identifier identifier) {
        if (answered.failure() != null) {
            return failure("the function failed: " + answered.failure(), ids);
        }
        if (!reporting) {
            return success("any answer is success without FunctionResponseTypes: [ReportBatchItemFailures]");
        }
        byte[] bytes = answered.bytes();
        if (bytes == null || bytes.length == 0) {
            return success("the answer is empty");
        }
        try {
            return of(FunctionAnswer.json(bytes), ids, identifier);
        } catch (MalformedAnswerException malformed) {
            return failure(String.valueOf(malformed.getMessage()), ids);
        }
    }

    private static BatchVerdict of(@Nullable Object json, List<String> ids, Identifier identifier) {
        if (!(json instanceof Map<?, ?> answer)) {
            return success(json == null ? "the answer is null" : "the answer is no object, so it reports nothing");
        }
        Object failures = answer.get("batchItemFailures");
        if (failures == null) {
            return success(
                    answer.isEmpty()
                            ? "the answer is empty"
                            : "the answer's keys are " + answer.keySet()
                                    + ", so it reports nothing: failures stand under batchItemFailures");
        }
        if (!(failures instanceof List<?> list)) {
            return failure("batchItemFailures is no list", ids);
        }
        return list.isEmpty() ? success("no failures are reported") : reported(list, ids, identifier);
    }

    private static BatchVerdict reported(List<?> failures, List<String> ids, Identifier identifier) {
        Set<String> reported = new LinkedHashSet<>();
        for (Object failure : failures) {
            if (!(failure instanceof Map<?, ?> item) || item.get("itemIdentifier") == null) {
                return failure("a failure has no itemIdentifier: " + failure, ids);
            }
            String id = identifier.id(item.get("itemIdentifier"));
            if (id == null || id.isBlank()) {
                return failure("an itemIdentifier is none: " + item, ids);
            }
            if (!ids.contains(id)) {
                return failure("an itemIdentifier is not in the batch: " + id, ids);
            }
            reported.add(id);
        }
        return new BatchVerdict(Verdict.PARTIAL, reported.size() + " failures are reported", new ArrayList<>(reported));
    }

    private static BatchVerdict success(String reason) {
        return new BatchVerdict(Verdict.SUCCESS, reason, List.of());
    }

    private static BatchVerdict failure(String reason, List<String> ids) {
        return new BatchVerdict(Verdict.FAILURE, reason, List.copyOf(ids));
    }
}
