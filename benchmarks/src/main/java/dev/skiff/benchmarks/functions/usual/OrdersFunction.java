package dev.skiff.benchmarks.functions.usual;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

public final class OrdersFunction implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final ObjectMapper json = new ObjectMapper();

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            try {
                process(json.readValue(message.getBody(), Order.class));
            } catch (JsonProcessingException | IllegalArgumentException failure) {
                failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private static void process(Order order) {
        if (order.count() < 1 || !order.customer().equals("Ada")) {
            throw new IllegalArgumentException("an order that wasn't read");
        }
    }
}
