package dev.skiff.testing;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sources of streams: how their records are numbered, named and sent. */
final class StreamKinds {
    private StreamKinds() {}

    record Kinesis(String stream) implements SimulatedStream.Kind<FakeKinesisRecord> {
        private static final BigInteger FIRST =
                new BigInteger("49590338271490256608559692538361571095921575989136588898");

        @Override
        public String name() {
            return stream;
        }

        @Override
        public String partition(FakeKinesisRecord record) {
            return "";
        }

        @Override
        public FakeKinesisRecord numbered(FakeKinesisRecord record, long number, Instant at) {
            BigInteger sequence = FIRST.add(BigInteger.valueOf(number).shiftLeft(76));
            return record.withSequenceNumber(sequence.toString()).withArrival(at);
        }

        @Override
        public String id(FakeKinesisRecord record) {
            return record.sequenceNumber();
        }

        @Override
        public byte[] event(List<FakeKinesisRecord> records) {
            return FakeKinesisEvent.of(records).withStream(stream).toBytes();
        }
    }

    record DynamoDb(String table) implements SimulatedStream.Kind<FakeDynamoDbRecord> {
        private static final BigInteger FIRST = new BigInteger("4421584500000000017450439091");

        @Override
        public String name() {
            return table;
        }

        @Override
        public String partition(FakeDynamoDbRecord record) {
            return "";
        }

        @Override
        public FakeDynamoDbRecord numbered(FakeDynamoDbRecord record, long number, Instant at) {
            return record.withSequenceNumber(
                            FIRST.add(BigInteger.valueOf(number)).toString())
                    .withCreated(at);
        }

        @Override
        public String id(FakeDynamoDbRecord record) {
            return record.sequenceNumber();
        }

        @Override
        public byte[] event(List<FakeDynamoDbRecord> records) {
            return FakeDynamoDbEvent.of(records).withTable(table).toBytes();
        }
    }

    record Kafka() implements SimulatedStream.Kind<FakeKafkaRecord> {

        @Override
        public String name() {
            return "Kafka";
        }

        @Override
        public String partition(FakeKafkaRecord record) {
            return record.topicPartition();
        }

        @Override
        public FakeKafkaRecord numbered(FakeKafkaRecord record, long number, Instant at) {
            return record.withOffset(number).withTimestamp(at);
        }

        @Override
        public String id(FakeKafkaRecord record) {
            return record.topicPartition() + "@" + record.offset();
        }

        /** Two fields: the key of the event's records, and a number. */
        @Override
        public @Nullable String named(@Nullable Object identifier) {
            return identifier instanceof Map<?, ?> fields
                            && fields.get("partition") instanceof String partition
                            && fields.get("offset") instanceof Long offset
                    ? partition + "@" + offset
                    : null;
        }

        @Override
        public byte[] event(List<FakeKafkaRecord> records) {
            return FakeKafkaEvent.msk(records).toBytes();
        }
    }
}
