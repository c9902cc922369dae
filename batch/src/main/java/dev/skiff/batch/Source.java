package dev.skiff.batch;

import dev.skiff.core.internal.JsonOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What differs between the sources: how an event is read, what is kept in order, how failures are reported. Without state. */
interface Source<R extends BatchRecord> {

    /** As people call it. */
    String name();

    /** The records of an event; an {@link dev.skiff.core.EventException} when it isn't one of this source, or a record has no id. */
    List<R> read(byte[] event);

    /** Records with the same lane are worked on one after the other, in their order; null has no order. */
    @Nullable String lane(R record);

    /** What has one checkpoint: behind the first failure in it, nothing counts. Null where each record is for itself. */
    @Nullable String shard(R record);

    /** Which of the unfinished records are reported: for streams the lowest of each shard. */
    List<R> reported(List<R> unfinished);

    /** Writes the identifier of one failed record. */
    void identify(R record, JsonOutput output);
}
