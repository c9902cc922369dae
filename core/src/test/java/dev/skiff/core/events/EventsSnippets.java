package dev.skiff.core.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
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
