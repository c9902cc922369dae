package dev.skiff.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.testing.FakeContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private static final int THREADS = 32;
    private static final int CALLS = 200;
    private static final List<String> SOURCES =
            List.of("rest/get", "http-1/get", "http-2/get", "url/get", "alb/get", "alb/get-multi");

    @Test
    void one_function_serves_many_threads_and_sources_without_a_word_to_the_wrong_one() throws Exception {
        HttpFunction function = new Events.Function(Router.builder()
                .filter((request, next) -> next.handle(request.withTag(String.class, request.path("id"))))
                .get("/users/{id}", request -> Response.text(String.join(
                                " ",
                                request.path("id"),
                                request.tag(String.class).orElse(""),
                                request.header("x-id").orElse(""),
                                request.context().getAwsRequestId()))
                        .plusCookie(Cookie.of("id", request.path("id"))))
                .build());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                calls.add(threads.submit(() -> {
                    for (int call = 0; call < CALLS; call++) {
                        check(function, SOURCES.get((number + call) % SOURCES.size()), number + "-" + call);
                    }
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void check(HttpFunction function, String source, String id) {
        ObjectNode event = PathsOfEventsTest.withPath(source, "/users/" + id);
        if (event.has("headers")) {
            event.withObject("/headers").put("x-id", id);
        } else {
            event.withObject("/multiValueHeaders").putArray("x-id").add(id);
        }

        Answer answer = Answer.of(Events.invoke(
                function, event.toString().getBytes(UTF_8), FakeContext.create().withRequestId("r" + id)));
        assertThat(answer.text()).isEqualTo(String.join(" ", id, id, id, "r" + id));
        assertThat(answer.cookies()).containsExactly("id=" + id);
        answer.isLegalFor(Events.source(source));
    }
}
