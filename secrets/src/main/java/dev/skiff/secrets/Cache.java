package dev.skiff.secrets;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The cells, each under all its known names, and not more of them than allowed. Lookups take no lock, and under the lock nothing is waited for. */
final class Cache {
    final Settings settings;
    private final ConcurrentHashMap<String, Cell> cells = new ConcurrentHashMap<>();
    private final ReentrantLock changes = new ReentrantLock();
    private final AtomicReference<@Nullable Object> checkpointHook = new AtomicReference<>();

    Cache(Settings settings) {
        this.settings = settings;
    }

    /** The CRaC context holds its hooks weakly. Handles hold this cache, and maybe nobody holds the {@link Secrets} that made them. */
    void holdOnTo(Object hook) {
        checkpointHook.set(hook);
    }

    Cell cell(Fetch fetch) {
        Cell known = cells.get(fetch.key());
        return known != null ? known : added(fetch);
    }

    private Cell added(Fetch fetch) {
        changes.lock();
        try {
            Cell known = cells.get(fetch.key());
            if (known != null) {
                return known;
            }
            makeRoom();
            Cell cell = new Cell(fetch, settings);
            cells.put(fetch.key(), cell);
            return cell;
        } finally {
            changes.unlock();
        }
    }

    /**
     * The value just fetched for this is known by these keys, too, and by no others. Where one of them has a cell already, it gives way at its readers' next look-up.
     * A secret that was deleted and made again has another ARN: then all begins anew, and who asked by the old ARN learns that it is gone.
     */
    void learn(Fetch fetch, String... keys) {
        Cell own = cells.get(fetch.key());
        if (own == null || areOf(own, keys)) {
            return;
        }
        changes.lock();
        try {
            if (hasOthers(own, fetch.key(), keys)) {
                remove(own);
                return;
            }
            for (String key : keys) {
                cells.put(key, own);
            }
        } finally {
            changes.unlock();
        }
    }

    private boolean areOf(Cell own, String... keys) {
        for (String key : keys) {
            if (cells.get(key) != own) {
                return false;
            }
        }
        return true;
    }

    private boolean hasOthers(Cell own, String ownKey, String... keys) {
        for (Map.Entry<String, Cell> entry : cells.entrySet()) {
            String key = entry.getKey();
            if (entry.getValue() == own
                    && !key.equals(ownKey)
                    && !Arrays.asList(keys).contains(key)) {
                return true;
            }
        }
        return false;
    }

    /** Without wiping: there may be readers. */
    private void remove(Cell cell) {
        cells.values().removeIf(new Same(cell));
        cell.drop();
    }

    /** The one that was fetched longest ago goes: what is read is refreshed. */
    private void makeRoom() {
        while (cells.size() >= settings.maxEntries) {
            Set<Cell> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
            distinct.addAll(cells.values());
            if (distinct.size() < settings.maxEntries) {
                return;
            }
            remove(oldest(distinct));
        }
    }

    private Cell oldest(Set<Cell> all) {
        Moment now = settings.clocks.now();
        Cell oldest = all.iterator().next();
        for (Cell cell : all) {
            if (cell.ageNanos(now) > oldest.ageNanos(now)) {
                oldest = cell;
            }
        }
        return oldest;
    }

    /** Forgets all values, wiped. Handles stay good: they fetch again. */
    void wipe() {
        for (Cell cell : cells.values()) {
            cell.wipe();
        }
    }

    private static final class Same implements Predicate<Cell> {
        private final Cell cell;

        Same(Cell cell) {
            this.cell = cell;
        }

        @Override
        public boolean test(Cell other) {
            return other == cell;
        }
    }
}
