package dev.skiff.local;

import java.util.ArrayList;
import java.util.List;

/**
 * What one environment prints, told to the call that it prints it for: the one that runs, or the last one until there is
 * another. Of several at once it is the one whose id stands in the line, else all of them.
 */
final class CallLines {
    private final List<Entry> running = new ArrayList<>();
    private List<Entry> last = List.of();

    void begin(Invocation invocation, CallListener.Call call) {
        synchronized (running) {
            running.add(new Entry(invocation.requestId(), call));
            last = List.copyOf(running);
        }
    }

    void end(CallListener.Call call) {
        synchronized (running) {
            running.removeIf(entry -> entry.call == call);
            if (!running.isEmpty()) {
                last = List.copyOf(running);
            }
        }
    }

    void print(String line) {
        for (Entry entry : meant(line)) {
            entry.call.logged(line);
        }
    }

    private List<Entry> meant(String line) {
        List<Entry> calls;
        synchronized (running) {
            calls = last;
        }
        for (Entry entry : calls) {
            if (calls.size() > 1 && line.contains(entry.requestId)) {
                return List.of(entry);
            }
        }
        return calls;
    }

    private record Entry(String requestId, CallListener.Call call) {}
}
