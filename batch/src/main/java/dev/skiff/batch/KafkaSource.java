package dev.skiff.batch;

import dev.skiff.core.EventException;
import dev.skiff.core.internal.EventReader;
import dev.skiff.core.internal.JsonOutput;
import dev.skiff.core.internal.OneLine;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Topics of MSK or of Kafka elsewhere: one checkpoint a topic-partition, order by key within it. */
final class KafkaSource implements Source<KafkaRecord> {

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public List<KafkaRecord> read(byte[] bytes) {
        EventReader event = EventReader.of(bytes);
        KafkaRecord.Cluster cluster = new KafkaRecord.Cluster();
        List<KafkaRecord> records = null;
        StringBuilder seen = new StringBuilder();
        while (event.next()) {
            Records.note(event.name(), seen);
            switch (event.name()) {
                case "records" -> records = records(event, records, cluster);
                case "eventSource" -> cluster.eventSource = Records.orEmpty(event.text());
                case "eventSourceArn" -> cluster.eventSourceArn = event.text();
                case "bootstrapServers" -> cluster.bootstrapServers = Records.orEmpty(event.text());
                default -> event.skip();
            }
        }
        event.end();
        if (records == null) {
            throw EventException.of("The event has no records, so it isn't one of Kafka; its fields are: "
                    + (seen.length() == 0 ? "none" : seen) + ". Which source is the function's trigger?");
        }
        checkSource(cluster.eventSource);
        return records;
    }

    @Override
    public String lane(KafkaRecord record) {
        return record.laneKey();
    }

    @Override
    public String shard(KafkaRecord record) {
        return record.topicPartition();
    }

    /** The lowest offset of each topic-partition. */
    @Override
    public List<KafkaRecord> reported(List<KafkaRecord> unfinished) {
        Map<String, KafkaRecord> lowest = new LinkedHashMap<>();
        for (KafkaRecord record : unfinished) {
            KafkaRecord before = lowest.get(record.topicPartition());
            if (before == null || record.offset() < before.offset()) {
                lowest.put(record.topicPartition(), record);
            }
        }
        return new ArrayList<>(lowest.values());
    }

    @Override
    public void identify(KafkaRecord record, JsonOutput output) {
        output.beginObject().name("partition").text(record.topicPartition());
        output.name("offset").number(record.offset()).endObject();
    }

    private static @Nullable List<KafkaRecord> records(
            EventReader event, @Nullable List<KafkaRecord> before, KafkaRecord.Cluster cluster) {
        if (before != null) {
            throw EventException.of("The event has records twice");
        }
        if (!event.enter()) {
            return null;
        }
        List<KafkaRecord> records = new ArrayList<>();
        while (event.next()) {
            String topicPartition = event.name();
            if (topicPartition.isBlank() || !event.enterArray()) {
                throw event.unexpected("an array named after its topic and partition");
            }
            while (event.nextElement()) {
                if (!event.enter()) {
                    throw event.unexpected("a record");
                }
                records.add(record(event, new KafkaRecord.Fields(cluster, topicPartition)));
            }
        }
        return records;
    }

    private static KafkaRecord record(EventReader event, KafkaRecord.Fields fields) {
        while (event.next()) {
            switch (event.name()) {
                case "topic" -> fields.topic = Records.orEmpty(event.text());
                case "partition" -> fields.partition = partition(event);
                case "offset" -> fields.offset = offset(event, fields.offset);
                case "timestamp" -> fields.timestamp = event.number(-1);
                case "timestampType" -> fields.timestampType = Records.orEmpty(event.text());
                case "key" -> fields.key = event.text();
                case "value" -> fields.value = event.text();
                case "headers" -> fields.headers = headers(event);
                default -> event.skip();
            }
        }
        checkedOffset(fields.offset, fields);
        return new KafkaRecord(fields);
    }

    static long checkedOffset(long offset, KafkaRecord.Fields fields) {
        if (offset < 0) {
            throw EventException.of(
                    "A record of " + OneLine.of(fields.topicPartition)
                            + " has no offset: its failure could not be reported, so the whole batch fails and is delivered again");
        }
        return offset;
    }

    private static int partition(EventReader event) {
        long number = event.number(-1);
        if (number != (int) number) {
            throw event.unexpected("a partition's number");
        }
        return (int) number;
    }

    private static long offset(EventReader event, long before) {
        if (before >= 0) {
            throw event.unexpected("there once");
        }
        return event.number(-1);
    }

    private static List<KafkaHeader> headers(EventReader event) {
        if (!event.enterArray()) {
            return List.of();
        }
        List<KafkaHeader> headers = new ArrayList<>();
        while (event.nextElement()) {
            if (event.enter()) {
                while (event.next()) {
                    headers.add(new KafkaHeader(event.name(), bytes(event)));
                }
            }
        }
        return List.copyOf(headers);
    }

    /** Numbers from -128 to 127 as Java has them, or to 255 as others have. */
    private static byte[] bytes(EventReader event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (event.enterArray()) {
            while (event.nextElement()) {
                long number = event.number(Long.MIN_VALUE);
                if (number < -128 || number > 255) {
                    throw event.unexpected("a byte");
                }
                bytes.write((int) number);
            }
        }
        return bytes.toByteArray();
    }

    private static void checkSource(String source) {
        if (!source.isEmpty() && !source.equals("aws:kafka") && !source.endsWith("SelfManagedKafka")) {
            throw EventException.of("The event comes from " + OneLine.of(source)
                    + ", but this function takes Kafka: which source is the function's trigger?");
        }
    }
}
