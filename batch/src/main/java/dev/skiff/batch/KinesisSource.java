package dev.skiff.batch;

import dev.skiff.core.internal.EventReader;
import dev.skiff.core.internal.JsonOutput;
import java.util.List;

/** One shard of a Kinesis stream: one checkpoint, order by partition key. */
final class KinesisSource implements StreamSource<KinesisRecord> {

    @Override
    public String name() {
        return "Kinesis";
    }

    @Override
    public List<KinesisRecord> read(byte[] event) {
        return Records.read(event, "aws:kinesis", KinesisSource::record);
    }

    @Override
    public List<KinesisRecord> read(byte[] event, WindowFields window) {
        return Records.read(event, "aws:kinesis", KinesisSource::record, window);
    }

    @Override
    public String lane(KinesisRecord record) {
        return record.partitionKey();
    }

    @Override
    public String shard(KinesisRecord record) {
        return "";
    }

    @Override
    public List<KinesisRecord> reported(List<KinesisRecord> unfinished) {
        return Checkpoint.lowest(unfinished);
    }

    @Override
    public void identify(KinesisRecord record, JsonOutput output) {
        output.text(record.id());
    }

    private static KinesisRecord record(EventReader event) {
        KinesisRecord.Fields fields = new KinesisRecord.Fields();
        String source = null;
        while (event.next()) {
            switch (event.name()) {
                case "kinesis" -> kinesis(event, fields);
                case "eventID" -> fields.eventId = Records.orEmpty(event.text());
                case "eventName" -> fields.eventName = Records.orEmpty(event.text());
                case "eventVersion" -> fields.eventVersion = Records.orEmpty(event.text());
                case "eventSource" -> source = event.text();
                case "eventSourceARN" -> fields.eventSourceArn = Records.orEmpty(event.text());
                case "awsRegion" -> fields.awsRegion = Records.orEmpty(event.text());
                case "invokeIdentityArn" -> fields.invokeIdentityArn = Records.orEmpty(event.text());
                default -> event.skip();
            }
        }
        Records.checkSource(source, "aws:kinesis");
        Records.checkId(fields.sequenceNumber, "kinesis.sequenceNumber");
        return new KinesisRecord(fields);
    }

    private static void kinesis(EventReader event, KinesisRecord.Fields fields) {
        if (!event.enter()) {
            return;
        }
        while (event.next()) {
            switch (event.name()) {
                case "sequenceNumber" -> fields.sequenceNumber = Records.once(event, fields.sequenceNumber);
                case "partitionKey" -> fields.partitionKey = Records.orEmpty(event.text());
                case "data" -> fields.data = event.text();
                case "approximateArrivalTimestamp" -> fields.approximateArrival = Seconds.instant(event);
                case "encryptionType" -> fields.encryptionType = event.text();
                case "kinesisSchemaVersion" -> fields.kinesisSchemaVersion = Records.orEmpty(event.text());
                default -> event.skip();
            }
        }
    }
}
