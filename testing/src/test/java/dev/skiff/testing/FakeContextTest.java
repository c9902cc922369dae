package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FakeContextTest {
    @Test
    void it_has_what_lambda_gives() {
        FakeContext context = FakeContext.create();

        assertThat(context.getAwsRequestId()).matches("[0-9a-f-]{36}");
        assertThat(context.getFunctionName()).isEqualTo("function-under-test");
        assertThat(context.getFunctionVersion()).isEqualTo("$LATEST");
        assertThat(context.getInvokedFunctionArn())
                .isEqualTo("arn:aws:lambda:eu-central-1:123456789012:function:function-under-test");
        assertThat(context.getLogGroupName()).isEqualTo("/aws/lambda/function-under-test");
        assertThat(context.getLogStreamName()).matches("\\d{4}/\\d\\d/\\d\\d/\\[\\$LATEST][0-9a-f]{32}");
        assertThat(context.getMemoryLimitInMB()).isEqualTo(512);
        assertThat(context.getRemainingTimeInMillis()).isBetween(1, 30_000);
        assertThat(context.getXrayTraceId()).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
        assertThat(context.getTenantId()).isNull();
        assertThat(context.getClientContext()).isNull();
        assertThat(context.getIdentity()).isNull();
    }

    @Test
    void each_has_a_request_id_of_its_own() {
        assertThat(FakeContext.create().getAwsRequestId())
                .isNotEqualTo(FakeContext.create().getAwsRequestId());
    }

    @Test
    void a_copy_changes_one_thing_and_leaves_the_first_as_it_was() {
        FakeContext first = FakeContext.create();
        FakeContext copy = first.withFunctionName("orders");

        assertThat(copy.getFunctionName()).isEqualTo("orders");
        assertThat(copy.getLogGroupName()).isEqualTo("/aws/lambda/orders");
        assertThat(copy.getInvokedFunctionArn()).endsWith(":function:orders");
        assertThat(copy.getAwsRequestId()).isEqualTo(first.getAwsRequestId());
        assertThat(first.getFunctionName()).isEqualTo("function-under-test");
    }

    @Test
    void everything_can_be_set() {
        FakeContext context = FakeContext.create()
                .withRequestId("r")
                .withFunctionVersion("7")
                .withInvokedFunctionArn("arn:live")
                .withMemoryLimit(1024)
                .withLogGroupName("/logs")
                .withLogStreamName("stream")
                .withTraceId("Root=1-2-3")
                .withTenantId("tenant");

        assertThat(context.getAwsRequestId()).isEqualTo("r");
        assertThat(context.getFunctionVersion()).isEqualTo("7");
        assertThat(context.getInvokedFunctionArn()).isEqualTo("arn:live");
        assertThat(context.getMemoryLimitInMB()).isEqualTo(1024);
        assertThat(context.getLogGroupName()).isEqualTo("/logs");
        assertThat(context.getLogStreamName()).isEqualTo("stream");
        assertThat(context.getXrayTraceId()).isEqualTo("Root=1-2-3");
        assertThat(context.getTenantId()).isEqualTo("tenant");
        assertThat(context).hasToString("FakeContext function-under-test r");
    }

    @Test
    void the_time_left_falls_with_the_given_clock_and_never_below_zero() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        FakeContext context = FakeContext.create().withDeadline(Duration.ofSeconds(3), now::get);

        assertThat(context.getRemainingTimeInMillis()).isEqualTo(3000);
        now.set(Instant.ofEpochMilli(2999));
        assertThat(context.getRemainingTimeInMillis()).isEqualTo(1);
        now.set(Instant.ofEpochMilli(5000));
        assertThat(context.getRemainingTimeInMillis()).isZero();
    }

    @Test
    void the_time_left_can_be_given_outright() {
        assertThat(FakeContext.create()
                        .withRemaining(() -> Duration.ofMillis(42))
                        .getRemainingTimeInMillis())
                .isEqualTo(42);
    }

    @Test
    void its_logger_keeps_what_it_is_told_and_copies_share_it() {
        FakeContext context = FakeContext.create();

        context.getLogger().log("one");
        context.withRequestId("other").getLogger().log("twö".getBytes(UTF_8));
        context.getLogger().log("three", LogLevel.ERROR);

        assertThat(context.logged()).containsExactly("one", "twö", "three");
        assertThat(FakeContext.create().logged()).isEmpty();
    }

    @Test
    void a_mobile_caller_can_be_given() {
        CognitoIdentity identity = new CognitoIdentity() {
            @Override
            public String getIdentityId() {
                return "id";
            }

            @Override
            public String getIdentityPoolId() {
                return "pool";
            }
        };
        ClientContext client = new ClientContext() {
            @Override
            public @Nullable Client getClient() {
                return null;
            }

            @Override
            public Map<String, String> getCustom() {
                return Map.of("k", "v");
            }

            @Override
            public Map<String, String> getEnvironment() {
                return Map.of();
            }
        };

        FakeContext context = FakeContext.create().withIdentity(identity).withClientContext(client);

        assertThat(context.getIdentity()).isSameAs(identity);
        assertThat(context.getClientContext()).isSameAs(client);
    }
}
