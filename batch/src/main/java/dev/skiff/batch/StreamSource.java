package dev.skiff.batch;

import java.util.List;

/** A source that can have tumbling windows. */
interface StreamSource<R extends BatchRecord> extends Source<R> {

    /** The records of an event, and what it says about its window. */
    List<R> read(byte[] event, WindowFields window);
}
