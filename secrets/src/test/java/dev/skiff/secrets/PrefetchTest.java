package dev.skiff.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.secrets.testing.FakeSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many values at once, in a handler's constructor. */
@Timeout(60)
class PrefetchTest {
    private static final Duration TIME = Duration.ofSeconds(3);

    private final List<String> asked = new ArrayList<>();

    private static Handle<?>[] handles(Secrets secrets, int count) {
        Handle<?>[] handles = new Handle<?>[count];
        for (int i = 0; i < count; i++) {
            handles[i] = secrets.text("s" + i);
        }
        return handles;
    }

    /** Knows s0, s1 … and answers batches as told. */
    private SecretSource source(int batchKnows, boolean throttled) {
        return new SecretSource() {
            @Override
            public SecretValue secret(SecretRequest request) {
                asked.add(request.id());
                return SecretValue.text("v1", "value of " + request.id());
            }

            @Override
            public Map<String, SecretValue> secrets(List<SecretRequest> requests) throws SourceException {
                asked.add("batch of " + requests.size());
                if (throttled) {
                    throw new SourceException(SecretFailure.THROTTLED, "ThrottlingException");
                }
                Map<String, SecretValue> values = new HashMap<>();
                for (SecretRequest request : requests.subList(0, Math.min(batchKnows, requests.size()))) {
                    values.put(request.id(), SecretValue.text("v1", "value of " + request.id()));
                }
                return values;
            }
        };
    }

    @Test
    void three_secrets_are_three_calls() {
        Secrets secrets = Secrets.builder().source(source(20, false)).build();

        assertThat(secrets.prefetch(TIME, handles(secrets, 3))).isTrue();

        assertThat(asked).containsExactly("s0", "s1", "s2");
    }

    @Test
    void four_secrets_and_more_are_one_call_for_each_twenty() {
        Secrets secrets = Secrets.builder().source(source(20, false)).build();
        Handle<?>[] handles = handles(secrets, 45);

        assertThat(secrets.prefetch(TIME, handles)).isTrue();

        assertThat(asked).containsExactly("batch of 20", "batch of 20", "batch of 5");
        assertThat(handles[44].get()).isEqualTo("value of s44");
        assertThat(asked).hasSize(3);
    }

    @Test
    void what_the_batch_leaves_out_is_asked_for_alone() {
        Secrets secrets = Secrets.builder().source(source(3, false)).build();

        assertThat(secrets.prefetch(TIME, handles(secrets, 5))).isTrue();

        assertThat(asked).containsExactly("batch of 5", "s3", "s4");
    }

    @Test
    void a_throttled_batch_becomes_single_calls() {
        Secrets secrets = Secrets.builder().source(source(20, true)).build();

        assertThat(secrets.prefetch(TIME, handles(secrets, 4))).isTrue();

        assertThat(asked).containsExactly("batch of 4", "s0", "s1", "s2", "s3");
    }

    @Test
    void what_is_here_already_is_not_fetched_and_one_secret_only_once() {
        Secrets secrets = Secrets.builder().source(source(20, false)).build();
        secrets.text("s0").get();

        secrets.prefetch(TIME, secrets.text("s0"), secrets.bytes("s1"), secrets.text("s1"), secrets.field("s1", "x"));

        assertThat(asked).containsExactly("s0", "s1");
    }

    @Test
    void other_stages_do_not_go_by_batch() {
        FakeSecrets source = FakeSecrets.create();
        Secrets secrets = Secrets.builder().source(source).build();
        Handle<?>[] handles = new Handle<?>[4];
        for (int i = 0; i < 4; i++) {
            source.set("s" + i, "old").rotate("s" + i, "new");
            handles[i] = secrets.text("s" + i).withStage("AWSPREVIOUS");
        }

        assertThat(secrets.prefetch(TIME, handles)).isTrue();

        assertThat(handles[2].get()).isEqualTo("old");
        assertThat(source.calls()).isEqualTo(4);
    }

    @Test
    void parameters_go_together_plain_and_decrypted_apart() {
        FakeSecrets source = FakeSecrets.create()
                .setParameter("/a", "1")
                .setParameter("/b", "2")
                .setParameter("/c", "3");
        Secrets secrets = Secrets.builder().source(source).build();

        assertThat(secrets.prefetch(
                        TIME,
                        secrets.parameter("/a"),
                        secrets.parameter("/b"),
                        secrets.parameter("/c").decrypted(),
                        secrets.parametersBelow("/")))
                .isTrue();

        assertThat(source.calls()).isEqualTo(3);
        assertThat(secrets.parameter("/b").get()).isEqualTo("2");
        assertThat(source.calls()).isEqualTo(3);
    }

    @Test
    void when_its_time_is_over_the_rest_is_lazy() {
        FakeSecrets source = FakeSecrets.create().set("s0", "a").set("s1", "b").hang();
        Secrets secrets = Secrets.builder().source(source).build();
        Secret<String> first = secrets.text("s0");
        long start = System.nanoTime();

        assertThat(secrets.prefetch(Duration.ofMillis(200), first, secrets.text("s1")))
                .isFalse();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(source.calls()).isEqualTo(1);
        source.recover();
        assertThat(first.get()).isEqualTo("a");
    }

    /** The extension refuses before the first invocation; that is no reason to wait in it. */
    @Test
    void a_failure_says_nothing_of_the_first_read() {
        FakeSecrets source = FakeSecrets.create().set("s0", "a").fail(SecretFailure.UNAVAILABLE);
        Secrets secrets = Secrets.builder().source(source).random(() -> 1).build();

        assertThat(secrets.prefetch(TIME, secrets.text("s0"))).isFalse();
        source.recover();

        assertThat(secrets.text("s0").get()).isEqualTo("a");
    }
}
