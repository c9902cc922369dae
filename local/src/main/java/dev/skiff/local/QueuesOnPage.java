package dev.skiff.local;

import java.util.LinkedHashMap;
import java.util.Map;

/** The queues that run here, for the page. */
final class QueuesOnPage implements PageQueues {
    private final Queues queues;

    QueuesOnPage(Queues queues) {
        this.queues = queues;
    }

    @Override
    public Map<String, Depth> depths() {
        Map<String, Depth> depths = new LinkedHashMap<>();
        for (Queues.Depth depth : queues.depths()) {
            depths.put(depth.arn(), new Depth(depth.visible(), depth.inFlight(), depth.delayed()));
        }
        return depths;
    }

    @Override
    public void redrive(String deadLetterArn) {
        queues.redrive(deadLetterArn);
    }
}
