package dev.skiff.local.functions;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.skiff.secrets.Secret;
import dev.skiff.secrets.Secrets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Reads a secret in its constructor, and answers what it reads when it is called. Leaves what its heap holds at a checkpoint in a file. */
public final class SecretReader implements Resource {
    private final Secret<String> text;
    private final Secret<byte[]> bytes;
    private final int lengths;

    public SecretReader() {
        Core.getGlobalContext().register(this); // first, so its hook is the last before the checkpoint
        this.text = Secrets.create().text("db");
        this.bytes = Secrets.create().bytes("db");
        this.lengths = text.get().length() + bytes.get().length;
        System.gc(); // what the context holds weakly, and nobody else, is gone
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpHeap(System.getenv("HEAP_AT_CHECKPOINT"), true);
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {}

    public String handle(Object event) {
        return lengths + " " + text.get() + " " + new String(bytes.get(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
