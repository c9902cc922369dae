package dev.skiff.secrets;

import dev.skiff.core.internal.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fetches what several handles will need, on the calling thread, until its time is over. A failure here says nothing of later: each handle begins afresh. */
final class Prefetch {
    /** Below this many, single calls are better: the batch call has a hundred a second for the whole account, and a burst of cold starts would use them up. */
    private static final int WORTH_A_BATCH = 4;

    private static final int MOST_SECRETS = 20;

    private final Cache cache;
    private final long end;

    Prefetch(Cache cache, Duration atMost) {
        this.cache = cache;
        this.end = System.nanoTime() + atMost.toNanos();
    }

    boolean of(Handle<?>... handles) {
        List<Task> tasks = new ArrayList<>();
        try {
            for (Handle<?> handle : handles) {
                begin(handle, tasks);
            }
            inBatches(tasks);
            parametersTogether(tasks, false);
            parametersTogether(tasks, true);
            oneByOne(tasks);
        } finally {
            for (Task task : tasks) {
                task.cell.end(task.flight);
            }
        }
        return areFresh(handles);
    }

    private void begin(Handle<?> handle, List<Task> tasks) {
        Cell cell = handle.find();
        Flight flight = cell.begin();
        if (flight != null) {
            tasks.add(new Task(handle.fetch(), cell, flight));
        }
    }

    private void inBatches(List<Task> tasks) {
        List<Task> secrets = new ArrayList<>();
        for (Task task : tasks) {
            if (task.fetch instanceof SecretFetch secret && secret.isCurrent()) {
                secrets.add(task);
            }
        }
        if (secrets.size() < WORTH_A_BATCH) {
            return;
        }
        for (int from = 0; from < secrets.size() && !isOver(); from += MOST_SECRETS) {
            batch(secrets.subList(from, Math.min(secrets.size(), from + MOST_SECRETS)));
        }
    }

    private void batch(List<Task> secrets) {
        List<SecretRequest> requests = new ArrayList<>();
        for (Task task : secrets) {
            requests.add(((SecretFetch) task.fetch).request(false, left()));
        }
        try {
            Map<String, SecretValue> found = cache.settings.source.secrets(requests);
            for (Task task : secrets) {
                SecretValue value = found.get(task.fetch.id());
                if (value != null) {
                    task.land(((SecretFetch) task.fetch).taken(value));
                }
            }
        } catch (Exception failure) {
            noted("together", failure);
        }
    }

    private void parametersTogether(List<Task> tasks, boolean decrypted) {
        List<Task> single = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Task task : tasks) {
            if (task.fetch instanceof ParameterFetch one && one.isSingle() && one.isDecrypted() == decrypted) {
                single.add(task);
                names.add(one.id());
            }
        }
        if (single.size() < 2 || isOver()) {
            return;
        }
        try {
            Map<String, SecretValue> found =
                    cache.settings.source.parameters(new ParameterRequest(names, null, decrypted, false, left()));
            for (Task task : single) {
                if (found.containsKey(task.fetch.id())) {
                    task.land(((ParameterFetch) task.fetch).taken(found));
                }
            }
        } catch (Exception failure) {
            noted("together", failure);
        }
    }

    private void oneByOne(List<Task> tasks) {
        for (Task task : tasks) {
            if (!task.landed && !isOver()) {
                try {
                    task.land(task.cell.fetched(left()));
                } catch (Exception failure) {
                    noted(task.fetch.id(), failure);
                }
            }
        }
    }

    private static void noted(String what, Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        Reason reason = Reason.of(failure);
        Log.of(Secrets.class)
                .warn("Not prefetched: " + what + ": " + reason.failure.words() + " (" + reason.code + ")", null);
    }

    private static boolean areFresh(Handle<?>... handles) {
        for (Handle<?> handle : handles) {
            if (handle.find().fresh() == null) {
                return false;
            }
        }
        return true;
    }

    private boolean isOver() {
        return end - System.nanoTime() <= 0 || Thread.currentThread().isInterrupted();
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    private static final class Task {
        final Fetch fetch;
        final Cell cell;
        final Flight flight;
        boolean landed;

        Task(Fetch fetch, Cell cell, Flight flight) {
            this.fetch = fetch;
            this.cell = cell;
            this.flight = flight;
        }

        void land(Content content) {
            cell.land(flight, content);
            landed = true;
        }
    }
}
