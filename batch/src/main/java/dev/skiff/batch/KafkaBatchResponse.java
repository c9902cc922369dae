package dev.skiff.batch;

import java.util.List;

/** The report of a Kafka batch as a bean, which Lambda's serializer writes as AWS reads it. Immutable. */
public final class KafkaBatchResponse {
    private final List<BatchItemFailure> batchItemFailures;

    KafkaBatchResponse(List<BatchItemFailure> batchItemFailures) {
        this.batchItemFailures = List.copyOf(batchItemFailures);
    }

    /** One for each topic-partition with a record that isn't finished. */
    public List<BatchItemFailure> getBatchItemFailures() {
        return batchItemFailures;
    }

    /** One failure. */
    public static final class BatchItemFailure {
        private final ItemIdentifier itemIdentifier;

        BatchItemFailure(ItemIdentifier itemIdentifier) {
            this.itemIdentifier = itemIdentifier;
        }

        public ItemIdentifier getItemIdentifier() {
            return itemIdentifier;
        }
    }

    /** Where a topic-partition goes on. */
    public static final class ItemIdentifier {
        private final String partition;
        private final long offset;

        ItemIdentifier(String partition, long offset) {
            this.partition = partition;
            this.offset = offset;
        }

        /** Topic and partition, such as {@code orders-0}. */
        public String getPartition() {
            return partition;
        }

        public long getOffset() {
            return offset;
        }
    }
}
