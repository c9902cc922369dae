package dev.skiff.batch;

import static dev.skiff.batch.Events.failures;
import static dev.skiff.batch.Events.sqs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.core.JsonCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InMemoryIdempotency store = InMemoryIdempotency.create(now::get);
    private final List<String> worked = Collections.synchronizedList(new ArrayList<>());

    @Test
    void a_message_that_comes_twice_is_worked_on_once() {
        Batch<SqsMessage, SqsMessage> batch = batch();
        assertThat(failures(sqs(batch), sqs(3))).isEmpty();
        assertThat(failures(sqs(batch), sqs(4))).isEmpty();
        assertThat(worked).containsExactly("m0", "m1", "m2", "m3");
    }

    @Test
    void a_message_that_failed_is_worked_on_again() {
        AtomicInteger calls = new AtomicInteger();
        Batch<SqsMessage, SqsMessage> batch = Batch.sqs(message -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new StackOverflowError();
                    }
                })
                .reportItemFailures()
                .idempotent(store);
        assertThat(failures(sqs(batch), sqs(1))).containsExactly("m0");
        assertThat(failures(sqs(batch), sqs(1))).isEmpty();
        assertThat(calls).hasValue(2);
    }

    @Test
    void a_key_of_the_payload_names_the_work_across_messages() {
        Batch<PayloadRecord, Integer> batch = Batch.of(Integer.class, (Integer number) -> {
                    worked.add("worked on " + number % 2);
                })
                .reportItemFailures()
                .idempotent(store, number -> "parity " + number % 2);
        assertThat(failures(sqs(batch), sqs(6))).isEmpty();
        assertThat(worked).containsExactly("worked on 0", "worked on 1");
        assertThat(failures(sqs(batch.idempotent(store, number -> " ")), sqs(1)))
                .containsExactly("m0");
    }

    @Test
    void of_the_payloads_of_one_record_those_that_were_done_are_not_done_again() {
        AtomicInteger calls = new AtomicInteger();
        Payload<String> letters = (bytes, json) -> List.of("a", "b", "c");
        Batch<PayloadRecord, String> batch = Batch.of(letters, (String letter) -> {
                    worked.add(letter);
                    if (letter.equals("b") && calls.incrementAndGet() == 1) {
                        throw new IOException();
                    }
                })
                .reportItemFailures()
                .idempotent(store);
        assertThat(failures(sqs(batch), sqs(1))).containsExactly("m0");
        assertThat(failures(sqs(batch), sqs(1))).isEmpty();
        assertThat(worked).containsExactly("a", "b", "b", "c");
    }

    @Test
    void work_that_another_holds_is_delivered_again() {
        assertThat(store.claim("m0", LEASE).state()).isEqualTo(IdempotencyStore.State.GRANTED);
        assertThat(failures(sqs(batch()), sqs(2))).containsExactly("m0");
        assertThat(worked).containsExactly("m1");
    }

    @Test
    void a_store_that_is_down_makes_the_record_fail() {
        IdempotencyStore down = new IdempotencyStore() {
            @Override
            public Claim claim(String key, Duration lease) throws IOException {
                if (key.equals("m0")) {
                    throw new IOException("down");
                }
                return Claim.granted("t");
            }

            @Override
            public void done(String key, String token) throws IOException {
                throw new IOException("down");
            }

            @Override
            public void failed(String key, String token) {}
        };
        assertThat(failures(sqs(Batch.sqs(message -> {}).reportItemFailures().idempotent(down)), sqs(2)))
                .containsExactly("m0", "m1");
    }

    private Batch<SqsMessage, SqsMessage> batch() {
        return Batch.sqs(message -> {
                    worked.add(message.id());
                })
                .reportItemFailures()
                .json(JsonCodec.jacksonJr())
                .idempotent(store);
    }
}
