package dev.skiff.batch;

import dev.skiff.core.SampleEvent;

/**
 * A function triggered by topics of MSK or of self-managed Kafka: extend it with a constructor that hands over a {@link Batch}. Thread-safe as long as the batch's
 * handler is.
 *
 * <p>Each topic-partition has one checkpoint: its lowest offset that isn't finished is reported, and the records from there on are delivered again. In parallel,
 * order is kept inside a key of a partition. Reporting needs the provisioned mode of the trigger.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html">AWS: errors of Kafka triggers</a>
 */
public abstract class KafkaFunction extends BatchFunction<KafkaRecord> {

    /** Works on the records as the batch says; sample events are for {@linkplain dev.skiff.core.LambdaFunction priming}. */
    protected KafkaFunction(Batch<? super KafkaRecord, ?> batch, SampleEvent... samples) {
        super(new KafkaSource(), batch, samples);
    }
}
