package dev.skiff.batch;

import dev.skiff.core.internal.EventReader;
import dev.skiff.core.internal.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** One shard of a table's stream: one checkpoint, order by item. */
final class DynamoDbSource implements StreamSource<DynamoDbRecord> {

    @Override
    public String name() {
        return "DynamoDB Streams";
    }

    @Override
    public List<DynamoDbRecord> read(byte[] event) {
        return Records.read(event, "aws:dynamodb", DynamoDbSource::record);
    }

    @Override
    public List<DynamoDbRecord> read(byte[] event, WindowFields window) {
        return Records.read(event, "aws:dynamodb", DynamoDbSource::record, window);
    }

    /** The item: its primary key as text, in one order. */
    @Override
    public String lane(DynamoDbRecord record) {
        StringBuilder lane = new StringBuilder();
        new TreeMap<>(record.keys().values()).forEach((name, value) -> {
            JsonOutput key = new JsonOutput(64);
            value.write(key);
            lane.append(name)
                    .append('=')
                    .append(value.type())
                    .append(new String(key.toByteArray(), StandardCharsets.UTF_8))
                    .append('\n');
        });
        return lane.toString();
    }

    @Override
    public String shard(DynamoDbRecord record) {
        return "";
    }

    @Override
    public List<DynamoDbRecord> reported(List<DynamoDbRecord> unfinished) {
        return Checkpoint.lowest(unfinished);
    }

    @Override
    public void identify(DynamoDbRecord record, JsonOutput output) {
        output.text(record.id());
    }

    private static DynamoDbRecord record(EventReader event) {
        DynamoDbRecord.Fields fields = new DynamoDbRecord.Fields();
        String source = null;
        while (event.next()) {
            switch (event.name()) {
                case "dynamodb" -> change(event, fields);
                case "eventID" -> fields.eventId = Records.orEmpty(event.text());
                case "eventName" -> fields.eventName = Records.orEmpty(event.text());
                case "eventVersion" -> fields.eventVersion = Records.orEmpty(event.text());
                case "eventSource" -> source = event.text();
                case "eventSourceARN" -> fields.eventSourceArn = Records.orEmpty(event.text());
                case "awsRegion" -> fields.awsRegion = Records.orEmpty(event.text());
                case "userIdentity" -> principal(event, fields);
                default -> event.skip();
            }
        }
        Records.checkSource(source, "aws:dynamodb");
        Records.checkId(fields.sequenceNumber, "dynamodb.SequenceNumber");
        return new DynamoDbRecord(fields);
    }

    private static void change(EventReader event, DynamoDbRecord.Fields fields) {
        if (!event.enter()) {
            return;
        }
        while (event.next()) {
            switch (event.name()) {
                case "SequenceNumber" -> fields.sequenceNumber = Records.once(event, fields.sequenceNumber);
                case "Keys" -> fields.keys = Attributes.itemOrEmpty(event);
                case "NewImage" -> fields.newImage = Attributes.item(event);
                case "OldImage" -> fields.oldImage = Attributes.item(event);
                case "ApproximateCreationDateTime" -> fields.approximateCreation = Seconds.instant(event);
                case "SizeBytes" -> fields.sizeBytes = event.number(-1);
                case "StreamViewType" -> fields.streamViewType = Records.orEmpty(event.text());
                default -> event.skip();
            }
        }
    }

    /** Both spellings are about. */
    private static void principal(EventReader event, DynamoDbRecord.Fields fields) {
        if (!event.enter()) {
            return;
        }
        while (event.next()) {
            switch (event.name()) {
                case "principalId", "PrincipalId" -> fields.principalId = event.text();
                default -> event.skip();
            }
        }
    }
}
