package dev.skiff.local;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.elasticmq.NodeAddress;
import org.elasticmq.RelaxedSQSLimits$;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ in this JVM, in memory and for this machine only. */
final class QueueServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String ACCOUNT = "123456789012";

    private final ActorSystem actors;

    private QueueServer(ActorSystem actors) {
        this.actors = actors;
    }

    static QueueServer start(int port, String region) {
        ActorSystem actors = ActorSystem.create("skiff-local-queues", quiet());
        try {
            SQSRestServerBuilder.withActorSystem(actors)
                    .withInterface(HOST)
                    .withPort(port)
                    .withServerAddress(new NodeAddress("http", HOST, port, ""))
                    .withAWSRegion(region)
                    .withAWSAccountId(ACCOUNT)
                    .withSQSLimits(RelaxedSQSLimits$.MODULE$)
                    .start()
                    .waitUntilStarted();
            return new QueueServer(actors);
        } catch (RuntimeException failure) {
            actors.terminate();
            throw new LocalException(
                    "the queue server can't have the port " + port + " of " + HOST + " (" + failure.getMessage()
                            + "): choose another with --queue-port, or none for a free one",
                    failure);
        }
    }

    /** Its messages would stand between those of the functions. */
    private static Config quiet() {
        return ConfigFactory.parseString(
                        "pekko { loglevel = OFF, stdout-loglevel = OFF, loggers = [], daemonic = on, log-dead-letters"
                                + " = off, log-dead-letters-during-shutdown = off, coordinated-shutdown {"
                                + " run-by-actor-system-terminate = off, run-by-jvm-shutdown-hook = off } }")
                .withFallback(ConfigFactory.load(QueueServer.class.getClassLoader()));
    }

    /** At once: in its own way the server would wait for polls that wait for messages. */
    @Override
    public void close() {
        actors.terminate();
        try {
            actors.getWhenTerminated().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unclean) {
            // its threads are daemons
        }
    }
}
