package dev.skiff.examples.layer.greetings;

import dev.skiff.batch.Batch;
import dev.skiff.batch.DeadLetters;
import dev.skiff.batch.FailureAction;
import dev.skiff.batch.SqsFunction;
import dev.skiff.batch.UnreadablePayloadException;
import dev.skiff.batch.aws.SqsDeadLetters;
import dev.skiff.examples.layer.Signup;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Greets who signed up. Whom it can't greet comes again by itself; what can't be read goes to the dead-letter queue at once. */
public final class Greeter extends SqsFunction {
    public Greeter() {
        this(new PrintedMail(), deadLettersFromEnvironment());
    }

    Greeter(Mail mail, DeadLetters deadLetters) {
        super(Batch.of(Signup.class, signup -> mail.send(signup.email(), "Welcome, " + signup.name() + "!"))
                .reportItemFailures()
                .onFailure(UnreadablePayloadException.class, FailureAction.deadLetter())
                .deadLetters(deadLetters));
    }

    private static DeadLetters deadLettersFromEnvironment() {
        return SqsDeadLetters.of(
                SqsClient.builder().httpClient(UrlConnectionHttpClient.create()).build(),
                System.getenv("DEAD_LETTERS_URL"));
    }
}
