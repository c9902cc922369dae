package dev.skiff.batch;

import dev.skiff.core.JsonCodec;
import java.util.List;

/** Reads a record by its payload. */
final class PayloadReader<R extends PayloadRecord, T> implements BatchSettings.Reader<R, T> {
    private final Payload<T> payload;

    PayloadReader(Payload<T> payload) {
        this.payload = payload;
    }

    @Override
    public List<T> read(R record, JsonCodec json) throws Exception {
        return payload.read(record.payload(), json);
    }
}
