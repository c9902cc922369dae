package dev.skiff.testing;

import java.util.List;

/**
 * What Lambda makes of a function's answer to a batch of a queue or a stream. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">AWS: partial batch responses of SQS</a>
 */
public final class BatchAnswer {
    private final BatchVerdict verdict;

    private BatchAnswer(BatchVerdict verdict) {
        this.verdict = verdict;
    }

    /**
     * Judges the answer of a function that didn't fail.
     *
     * @param reporting whether the mapping has {@code FunctionResponseTypes: [ReportBatchItemFailures]}; without it every
     *     answer is success
     * @param ids the message ids or sequence numbers of the batch
     */
    public static BatchAnswer of(byte[] answer, boolean reporting, List<String> ids) {
        return new BatchAnswer(BatchVerdict.of(
                new BatchInvocation.Answered(answer, null),
                reporting,
                ids,
                identifier -> identifier instanceof String id ? id : null));
    }

    public Verdict verdict() {
        return verdict.verdict();
    }

    /** Why the verdict is what it is, such as the identifier that isn't in the batch. */
    public String reason() {
        return verdict.reason();
    }

    /** The ids that the answer reports, or all of them if nothing counts as done. */
    public List<String> failed() {
        return verdict.retried();
    }

    @Override
    public String toString() {
        return verdict() + ": " + reason();
    }
}
