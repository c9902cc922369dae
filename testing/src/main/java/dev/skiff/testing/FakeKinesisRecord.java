package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;

/** A record of a Kinesis data stream as Lambda hands it over. Immutable. */
public final class FakeKinesisRecord extends Fake<FakeKinesisRecord> {
    private static final BigInteger FIRST_SEQUENCE_NUMBER =
            new BigInteger("49590338271490256608559692538361571095921575989136588898");
    private static final BigInteger SEQUENCE_STEP = BigInteger.TWO.pow(76);

    private FakeKinesisRecord(Tree set, Origin origin) {
        super(set, origin, defaults(set, origin));
    }

    /** Of the partition key {@code 1}, arrived now. */
    public static FakeKinesisRecord of(byte[] data) {
        return new FakeKinesisRecord(Tree.EMPTY, FakeKinesisEvent.origin()).withData(data);
    }

    public static FakeKinesisRecord of(String data) {
        return of(data.getBytes(UTF_8));
    }

    public FakeKinesisRecord withData(byte[] data) {
        return with(Base64.getEncoder().encodeToString(data), "kinesis", "data");
    }

    public FakeKinesisRecord withPartitionKey(String partitionKey) {
        return with(partitionKey, "kinesis", "partitionKey");
    }

    /** Without it the numbers of one event ascend. */
    public FakeKinesisRecord withSequenceNumber(String sequenceNumber) {
        return with(sequenceNumber, "kinesis", "sequenceNumber");
    }

    public FakeKinesisRecord withArrival(Instant arrival) {
        return with(Timestamps.fractional(arrival), "kinesis", "approximateArrivalTimestamp");
    }

    /** {@code NONE} or {@code KMS}; left out by default. */
    public FakeKinesisRecord withEncryptionType(String encryptionType) {
        return with(encryptionType, "kinesis", "encryptionType");
    }

    /** The function's role. */
    public FakeKinesisRecord withInvokeIdentity(String roleArn) {
        return with(roleArn, "invokeIdentityArn");
    }

    public byte[] data() {
        return Base64.getDecoder().decode(json().text("kinesis", "data"));
    }

    public String partitionKey() {
        return json().text("kinesis", "partitionKey");
    }

    public String sequenceNumber() {
        return json().text("kinesis", "sequenceNumber");
    }

    @Override
    FakeKinesisRecord copy(Tree changed, Origin changedOrigin) {
        return new FakeKinesisRecord(changed, changedOrigin);
    }

    private static Tree defaults(Tree set, Origin origin) {
        Tree kinesis = Tree.EMPTY
                .with("1.0", "kinesis", "kinesisSchemaVersion")
                .with("1", "kinesis", "partitionKey")
                .with(sequenceNumber(origin.place()), "kinesis", "sequenceNumber")
                .with("", "kinesis", "data")
                .with(Timestamps.fractional(origin.at()), "kinesis", "approximateArrivalTimestamp");
        return kinesis.with("aws:kinesis", "eventSource")
                .with("1.0", "eventVersion")
                .with(origin.shard() + ":" + set.over(kinesis).text("kinesis", "sequenceNumber"), "eventID")
                .with("aws:kinesis:record", "eventName")
                .with("arn:aws:iam::" + Arn.account(origin.arn()) + ":role/lambda-role", "invokeIdentityArn")
                .with(origin.region(), "awsRegion")
                .with(origin.arn(), "eventSourceARN");
    }

    private static String sequenceNumber(int place) {
        return FIRST_SEQUENCE_NUMBER
                .add(SEQUENCE_STEP.multiply(BigInteger.valueOf(place)))
                .toString();
    }

    @Override
    public String toString() {
        return "FakeKinesisRecord " + sequenceNumber();
    }
}
