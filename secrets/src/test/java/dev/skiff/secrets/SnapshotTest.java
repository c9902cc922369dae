package dev.skiff.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.secrets.testing.FakeSecrets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Context;
import org.crac.Resource;
import org.junit.jupiter.api.Test;

/** SnapStart: what was read before the snapshot isn't in it. */
class SnapshotTest {
    private final Time time = new Time();
    private final AtomicInteger forgotten = new AtomicInteger();
    private final FakeSecrets fake = FakeSecrets.create().set("db", "one");
    private final SecretSource source = new SecretSource() {
        @Override
        public SecretValue secret(SecretRequest request) throws Exception {
            SecretValue value = fake.secret(request);
            return SecretValue.handedOver(value.version(), value.bytes());
        }

        @Override
        public void forget() {
            forgotten.incrementAndGet();
        }
    };

    private Cache cache() {
        Secrets.Builder told = Secrets.builder().source(source).clocks(time, time);
        return new Cache(new Settings(told, source));
    }

    @Test
    void values_and_credentials_are_dropped_before_and_nothing_is_fetched_after() throws Exception {
        Cache cache = cache();
        Secret<String> secret =
                new Secret<>(cache, TextMapping.INSTANCE, new SecretFetch(cache, "db", Secrets.CURRENT, null));
        Resource hook = new Snapshot.Hook(cache);
        assertThat(secret.get()).isEqualTo("one");
        Held held = secret.find().fresh();
        assertThat(held).isNotNull();

        hook.beforeCheckpoint(noContext());
        if (held != null) {
            assertThat(held.content.value(0)).containsOnly(0);
            assertThat(held.content.view(TextMapping.INSTANCE, "db")).isNull();
        }
        fake.set("db", "two");
        time.wall(Duration.ofDays(30));
        hook.afterRestore(noContext());

        assertThat(fake.calls()).isEqualTo(1);
        assertThat(forgotten.get()).isEqualTo(2);
        assertThat(secret.get()).isEqualTo("two");
    }

    @Test
    void a_call_under_way_at_the_checkpoint_leaves_nothing() {
        Cache cache = cache();
        Cell cell = cache.cell(new SecretFetch(cache, "db", Secrets.CURRENT, null));
        Flight flight = cell.begin();
        assertThat(flight).isNotNull();

        cache.wipe();
        if (flight != null) {
            cell.land(flight, Content.of(SecretValue.text("v1", "one")));
        }

        assertThat(cell.fresh()).isNull();
    }

    @Test
    void the_hook_is_registered_under_snap_start_only() {
        Secrets secrets = Secrets.builder()
                .source(fake)
                .build(Environment.of(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")));

        assertThat(secrets.text("db").get()).isEqualTo("one");
    }

    @SuppressWarnings("NullAway") // the hooks don't look at it
    private static Context<? extends Resource> noContext() {
        return null;
    }
}
