package dev.skiff.batch;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a stream goes on from: the lowest sequence number that isn't finished. It and all behind it are delivered again. */
final class Checkpoint {
    private Checkpoint() {}

    /** The one with the lowest number; where ids aren't all numbers, the first. */
    static <R extends BatchRecord> List<R> lowest(List<R> unfinished) {
        if (unfinished.size() < 2) {
            return unfinished;
        }
        R lowest = unfinished.get(0);
        BigInteger least = number(lowest);
        for (R record : unfinished) {
            BigInteger number = number(record);
            if (number == null || least == null) {
                return List.of(unfinished.get(0));
            }
            if (number.compareTo(least) < 0) {
                lowest = record;
                least = number;
            }
        }
        return List.of(lowest);
    }

    private static @Nullable BigInteger number(BatchRecord record) {
        try {
            return new BigInteger(record.id());
        } catch (NumberFormatException notOne) {
            return null;
        }
    }
}
