package dev.skiff.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.batch.Batch;
import dev.skiff.batch.SqsFunction;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes each message into the file JOURNAL when its work begins and when it is done; one write is one system call, so
 * that what is written stays whatever becomes of the process. In between anything can happen.
 */
public final class Storm extends SqsFunction {
    public Storm() throws IOException {
        this(new FileOutputStream(System.getenv("JOURNAL"), true));
    }

    private Storm(OutputStream journal) {
        super(Batch.sqs(message -> work(message.body(), journal))
                .reportItemFailures()
                .parallel(4)
                .executor(Storm::hereOrElsewhere)
                .deadlineMargin(Duration.ofMillis(200)));
    }

    /** Work that hangs on the calling thread nobody can end but Lambda, with the process. */
    private static void hereOrElsewhere(Runnable worker) {
        if (ThreadLocalRandom.current().nextBoolean()) {
            worker.run();
        } else {
            new Thread(worker).start();
        }
    }

    private static void work(String body, OutputStream journal) throws Exception {
        write(journal, "begin " + body);
        if (body.endsWith(" hopeless")) {
            throw new IllegalArgumentException("hopeless");
        }
        Thread.sleep(1);
        suffer(ThreadLocalRandom.current().nextInt(10_000));
        write(journal, "done " + body);
        if (ThreadLocalRandom.current().nextInt(4_000) == 0) {
            Runtime.getRuntime().halt(4);
        }
    }

    private static void suffer(int dice) {
        if (dice < 600) {
            throw new IllegalStateException("exception");
        }
        if (dice < 800) {
            throw new StackOverflowError("error");
        }
        if (dice < 810) {
            new Semaphore(0).acquireUninterruptibly(); // beyond the function's time, whoever interrupts
        }
        if (dice < 813) {
            System.exit(3);
        }
    }

    private static void write(OutputStream journal, String line) throws IOException {
        journal.write((line + "\n").getBytes(UTF_8));
    }
}
