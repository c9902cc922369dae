package dev.skiff.core.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.FunctionClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of docs/events.md, which are run. */
class EventsSnippets {
    public record Order(String id, int count) {}

    public static final class ThumbnailFunction extends S3Function {
        public ThumbnailFunction(List<String> thumbnails) {
            super((object, context) -> thumbnails.add(object.bucket() + "/" + object.key()));
        }
    }

    public static final class NewsFunction extends SnsFunction {
        public NewsFunction(List<String> news) {
            super((message, context) -> news.add(message.subject().orElse("News") + ": " + message.message()));
        }
    }

    public static final class PlacedFunction extends EventBridgeFunction<Order> {
        public PlacedFunction(List<Order> orders) {
            super(Order.class, (event, context) -> orders.add(event.detail()));
        }
    }

    public static final class NightlyFunction extends ScheduledFunction {
        public NightlyFunction(List<String> runs) {
            super((event, context) -> runs.add("due at " + event.time().orElseThrow()));
        }
    }

    public static final class ErrorsFunction extends CloudWatchLogsFunction {
        public ErrorsFunction(List<String> lines) {
            super((logs, context) -> {
                for (LogEvent event : logs.logEvents()) {
                    lines.add(logs.logGroup() + ": " + event.message());
                }
            });
        }
    }

    static int linesIn(byte[] kinesisData) {
        return CloudWatchLogs.from(kinesisData).logEvents().size();
    }

    public static final class SignUpFunction extends CognitoFunction {
        public SignUpFunction() {
            super((event, context) -> {
                String email = event.userAttributes().getOrDefault("email", "");
                if (email.endsWith("@blocked.example")) {
                    throw new CognitoException("Sign up with another e-mail address");
                }
                return event.response().withAutoConfirmUser(email.endsWith("@ours.example"));
            });
        }
    }

    public static final class UserPoolFunction extends CognitoFunction {
        public UserPoolFunction(List<String> welcomed) {
            super(CognitoTriggers.of(CognitoTrigger.PRE_TOKEN_GENERATION, UserPoolFunction::tokens)
                    .and(CognitoTrigger.POST_CONFIRMATION, (event, context) -> {
                        welcomed.add(event.userName());
                        return event.response();
                    }));
        }

        private static CognitoResponse tokens(CognitoEvent event, Context context) {
            return event.response()
                    .withTokens(CognitoTokens.unchanged()
                            .plusIdClaim("tenant", "t1")
                            .plusAccessClaim("tenant", "t1")
                            .plusScopes("orders/read"));
        }
    }

    static CognitoResponse defineChallenge(CognitoEvent event, Context context) {
        List<CognitoChallenge> session = event.session();
        if (session.isEmpty()) {
            return event.response().withChallengeName("CUSTOM_CHALLENGE");
        }
        return session.get(session.size() - 1).isPassed()
                ? event.response().withIssueTokens()
                : event.response().withFailAuthentication();
    }

    public static final class OldHandler implements RequestHandler<S3Event, String> {
        @Override
        public String handleRequest(S3Event event, Context context) {
            return EventAdapter.s3(event).records().get(0).key();
        }
    }

    @Test
    void nightly() {
        List<String> runs = new ArrayList<>();
        call(new NightlyFunction(runs), Events.text("scheduled-rule.json"));
        assertThat(runs).containsExactly("due at 2015-10-08T16:53:06Z");
    }

    @Test
    void errors() {
        List<String> lines = new ArrayList<>();
        call(new ErrorsFunction(lines), Events.text("cloudwatch-logs.json"));
        assertThat(lines).contains("/aws/lambda/orders: 500 -");
    }

    @Test
    void signUps() {
        String event = Events.text("cognito-pre-sign-up.json");
        assertThat(Events.answer(new SignUpFunction(), event)).contains("\"autoConfirmUser\":false");
        assertThat(Events.answer(new SignUpFunction(), event.replace("@example.com", "@ours.example")))
                .contains("\"autoConfirmUser\":true");
        assertThatThrownBy(() -> Events.answer(new SignUpFunction(), event.replace("@example.com", "@blocked.example")))
                .hasMessage("Sign up with another e-mail address");
    }

    @Test
    void userPool() {
        List<String> welcomed = new ArrayList<>();
        UserPoolFunction function = new UserPoolFunction(welcomed);
        assertThat(Events.answer(function, Events.bytes("cognito-token-generation-v2.json")))
                .contains("\"scopesToAdd\":[\"orders/read\"]");
        Events.answer(function, Events.bytes("cognito-post-confirmation.json"));
        assertThat(welcomed).containsExactly("ada");
    }

    @Test
    void challenges() {
        String event = Events.text("cognito-define-auth-challenge.json");
        CognitoFunction function = new CognitoFunction(EventsSnippets::defineChallenge) {};
        assertThat(Events.answer(function, event)).contains("\"failAuthentication\":true");
    }

    @Test
    void oldHandlers() {
        S3Event event = new S3Event(List.of(new S3EventNotification.S3EventNotificationRecord(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new S3EventNotification.S3Entity(
                        null,
                        new S3EventNotification.S3BucketEntity("photos", null, null),
                        new S3EventNotification.S3ObjectEntity("my+cat.png", 1L, null, null, null),
                        null),
                null)));
        assertThat(new OldHandler().handleRequest(event, FakeContext.create())).isEqualTo("my cat.png");
    }

    @Test
    void thumbnails() {
        List<String> thumbnails = new ArrayList<>();
        call(
                new ThumbnailFunction(thumbnails),
                "{\"Records\":[{\"eventSource\":\"aws:s3\",\"s3\":{\"bucket\":{\"name\":\"photos\"},\"object\":{\"key\":\"my+cat.png\"}}}]}");
        assertThat(thumbnails).containsExactly("photos/my cat.png");
    }

    @Test
    void news() {
        List<String> news = new ArrayList<>();
        call(new NewsFunction(news), "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{\"Message\":\"Hello\"}}]}");
        assertThat(news).containsExactly("News: Hello");
    }

    @Test
    void placed() {
        List<Order> orders = new ArrayList<>();
        call(
                new PlacedFunction(orders),
                "{\"detail-type\":\"Placed\",\"source\":\"shop\",\"detail\":{\"id\":\"o1\",\"count\":2}}");
        assertThat(orders).containsExactly(new Order("o1", 2));
    }

    private static void call(RequestStreamHandler function, String event) {
        assertThat(FunctionClient.of(function).invoke(event.getBytes(UTF_8))).isEmpty();
    }
}
