package dev.skiff.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/**
 * Memory for the bodies of requests. A large one waits until there is room for all of it; small ones always have room, so
 * that slow clients with large bodies hold up their like only.
 */
final class BodyRoom {
    private static final int SMALL_BYTES = 64 * 1024;
    private static final int LEAST_KILOBYTES = 16 * 1024;

    private final int total;
    private final Semaphore kilobytes;

    private BodyRoom(int total) {
        this.total = total;
        this.kilobytes = new Semaphore(total, true);
    }

    /** A part of this JVM's heap: a body is there several times until its function has it. */
    static BodyRoom ofThisHeap() {
        long tenth = Runtime.getRuntime().maxMemory() / 10 / 1024;
        return new BodyRoom((int) Math.min(Integer.MAX_VALUE, Math.max(LEAST_KILOBYTES, tenth)));
    }

    Place place() {
        return new Place();
    }

    /** The room of one request, given back when that has its answer. */
    final class Place implements AutoCloseable {
        private int taken;

        /** Reads all and keeps the first {@code most} bytes. */
        byte[] read(InputStream in, int most) throws IOException {
            byte[] start = in.readNBytes(SMALL_BYTES);
            if (start.length < SMALL_BYTES) {
                return start;
            }
            int needed = Math.min(total, most / 1024 + 1);
            kilobytes.acquireUninterruptibly(needed);
            taken += needed;
            ByteArrayOutputStream all = new ByteArrayOutputStream(2 * SMALL_BYTES);
            all.write(start);
            all.write(in.readNBytes(most - start.length));
            in.transferTo(OutputStream.nullOutputStream());
            return all.toByteArray();
        }

        @Override
        public void close() {
            kilobytes.release(taken);
        }
    }
}
