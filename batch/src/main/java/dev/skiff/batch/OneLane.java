package dev.skiff.batch;

import dev.skiff.core.internal.JsonOutput;
import java.util.List;

/** A source whose records are worked on one after the other, up to the first failure. */
final class OneLane<R extends BatchRecord> implements Source<R> {
    private final Source<R> source;

    OneLane(Source<R> source) {
        this.source = source;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public List<R> read(byte[] event) {
        return source.read(event);
    }

    @Override
    public String lane(R record) {
        return "";
    }

    @Override
    public String shard(R record) {
        return "";
    }

    @Override
    public List<R> reported(List<R> unfinished) {
        return source.reported(unfinished);
    }

    @Override
    public void identify(R record, JsonOutput output) {
        source.identify(record, output);
    }
}
