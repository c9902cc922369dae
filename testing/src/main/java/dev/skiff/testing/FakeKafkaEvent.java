package dev.skiff.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The event of one batch from a Kafka cluster, its records by topic and partition in the order they were given. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html">AWS: the event of Amazon MSK</a>
 */
public final class FakeKafkaEvent extends FakeRecords<FakeKafkaRecord, FakeKafkaEvent> {
    private static final String CLUSTER = "/6357e0b2-0e6a-4b86-a0b4-70df934c2e31-5";

    private final String bootstrapServers;

    private FakeKafkaEvent(String clusterArn, String bootstrapServers, List<FakeKafkaRecord> records) {
        super(clusterArn, "", records);
        this.bootstrapServers = bootstrapServers;
    }

    /** From the Amazon MSK cluster {@code my-cluster}. */
    public static FakeKafkaEvent msk(FakeKafkaRecord... records) {
        return msk(List.of(records));
    }

    public static FakeKafkaEvent msk(List<FakeKafkaRecord> records) {
        String broker = ".my-cluster.a1bcde.c1.kafka." + Arn.REGION + ".amazonaws.com:9092";
        return new FakeKafkaEvent(arn("my-cluster"), "b-2" + broker + ",b-1" + broker, records);
    }

    /** Records of partition 0 with these values and the offsets 0, 1 and so on. */
    public static FakeKafkaEvent msk(String topic, String... values) {
        return msk(records(topic, values));
    }

    /** From a cluster of one's own, which has no ARN. */
    public static FakeKafkaEvent selfManaged(FakeKafkaRecord... records) {
        return selfManaged(List.of(records));
    }

    public static FakeKafkaEvent selfManaged(List<FakeKafkaRecord> records) {
        return new FakeKafkaEvent("", "kafka-1.example.com:9092,kafka-2.example.com:9092", records);
    }

    /** Records of partition 0 with these values and the offsets 0, 1 and so on. */
    public static FakeKafkaEvent selfManaged(String topic, String... values) {
        return selfManaged(records(topic, values));
    }

    /** Makes it an event of Amazon MSK. */
    public FakeKafkaEvent withCluster(String nameOrArn) {
        return with(arn(nameOrArn), "");
    }

    public FakeKafkaEvent withBootstrapServers(String... hostsAndPorts) {
        return new FakeKafkaEvent(arn(), String.join(",", hostsAndPorts), list());
    }

    /** Of all partitions, in the order they were given. */
    public List<FakeKafkaRecord> records() {
        return list();
    }

    /** Empty if the cluster is self-managed. */
    public String clusterArn() {
        return arn();
    }

    @Override
    FakeKafkaEvent copy(String changedArn, String changedShard, List<FakeKafkaRecord> changed) {
        return new FakeKafkaEvent(changedArn, bootstrapServers, changed);
    }

    @Override
    Tree json() {
        Tree source = arn().isEmpty()
                ? Tree.EMPTY.with("SelfManagedKafka", "eventSource")
                : Tree.EMPTY.with("aws:kafka", "eventSource").with(arn(), "eventSourceArn");
        Map<String, List<Map<String, @Nullable Object>>> partitions = new LinkedHashMap<>();
        for (FakeKafkaRecord record : list()) {
            partitions
                    .computeIfAbsent(record.topicPartition(), name -> new ArrayList<>())
                    .add(record.json().fields());
        }
        return source.with(bootstrapServers, "bootstrapServers")
                .with(Collections.unmodifiableMap(partitions), "records")
                .over(Tree.EMPTY);
    }

    private static String arn(String nameOrArn) {
        return Arn.of("kafka", nameOrArn, "cluster/" + nameOrArn + CLUSTER);
    }

    private static List<FakeKafkaRecord> records(String topic, String... values) {
        List<String> all = Arrays.asList(values);
        return IntStream.range(0, all.size())
                .mapToObj(offset -> FakeKafkaRecord.of(topic, 0, offset, all.get(offset)))
                .toList();
    }
}
