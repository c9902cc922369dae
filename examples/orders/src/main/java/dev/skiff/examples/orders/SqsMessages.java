package dev.skiff.examples.orders;

import dev.skiff.core.JsonCodec;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Messages of two queues: a standard one, and a FIFO one with a group for each customer. */
final class SqsMessages implements Messages {
    private final SqsClient client;
    private final String placed;
    private final String accepted;
    private final JsonCodec json = JsonCodec.jacksonJr();

    SqsMessages(SqsClient client, String placedUrl, String acceptedUrl) {
        this.client = client;
        this.placed = placedUrl;
        this.accepted = acceptedUrl;
    }

    @Override
    public void placed(OrderPlaced order) {
        client.sendMessage(send -> send.queueUrl(placed).messageBody(text(order)));
    }

    @Override
    public void accepted(OrderAccepted order) {
        client.sendMessage(send -> send.queueUrl(accepted)
                .messageBody(text(order))
                .messageGroupId(order.customer())
                .messageDeduplicationId(order.orderId()));
    }

    private String text(Object message) {
        return new String(json.write(message), StandardCharsets.UTF_8);
    }
}
