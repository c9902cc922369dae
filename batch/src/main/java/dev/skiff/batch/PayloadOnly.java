package dev.skiff.batch;

/** A handler that doesn't ask for the record. */
final class PayloadOnly<T, R extends BatchRecord> implements RecordHandler<T, R> {
    private final PayloadHandler<T> handler;

    PayloadOnly(PayloadHandler<T> handler) {
        this.handler = handler;
    }

    @Override
    public void handle(T payload, R record) throws Exception {
        handler.handle(payload);
    }
}
