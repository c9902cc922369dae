package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skiff-local event s3 --bucket b --key k}: makes an event as AWS does, and prints it or sends it to a running template. */
@Command(
        name = "event",
        sortOptions = false,
        description = {
            "Makes an event as its source sends it, and prints it, or sends it to a template that runs.",
            "Without --function, s3, sns, eventbridge, schedule and cognito find who waits for them.",
            "",
            "Sources and what can be told about their events:",
            "  s3               --bucket --key --event --size --versionId",
            "  sns              --message --topic --subject --attribute NAME=VALUE",
            "  eventbridge      --source --detail-type --detail --resources --bus --time",
            "  schedule         --name --time",
            "  sqs              --body --queue --group --attribute NAME=VALUE",
            "  dynamodb         --keys --new --old --table",
            "  kinesis          --data --stream --partitionKey",
            "  kafka            --value --topic",
            "  cognito          --trigger --user --userPool --attribute NAME=VALUE",
            "  cloudwatch-logs  --message --logGroup",
            "  httpapi, rest, url  --method --path --body --headers",
            ""
        })
final class EventCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "source", description = "Such as s3.")
    private @Nullable String source;

    @Option(names = "--function", description = "The function that gets it.")
    private @Nullable String function;

    @Option(names = "--file", description = "The event itself, instead of facts about it.")
    private @Nullable Path file;

    @Option(names = "--send", description = "Sends it to a running template.")
    private boolean send;

    @Option(names = "--port", defaultValue = "3000", description = "The port of the running template: 3000.")
    private int port;

    @Option(names = "--region", defaultValue = Arns.USUAL_REGION, description = "Where it seems to happen.")
    private String region = Arns.USUAL_REGION;

    @CommandLine.Unmatched
    private List<String> facts = new ArrayList<>();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        byte[] body = file == null ? JsonBody.write(facts()).getBytes(UTF_8) : Files.readAllBytes(file);
        PrintWriter out = SkiffLocal.out(spec);
        if (send) {
            HttpResponse<String> answer = post(body);
            out.println(answer.body());
            out.flush();
            return answer.statusCode() < 300 ? 0 : 1;
        }
        out.println(new String(file == null ? made(body) : body, UTF_8));
        out.flush();
        return 0;
    }

    private byte[] made(byte[] body) {
        try {
            return SampleEvents.of(source(), JsonBody.read(body), region);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new LocalException("the event can't be made: " + wrong.getMessage(), wrong);
        }
    }

    private String source() {
        if (source == null) {
            throw new LocalException("which event? One of " + SampleEvents.sources());
        }
        return source;
    }

    /** What the options say that picocli knows nothing of: those of the source, which knows their names. */
    private Map<String, Object> facts() {
        Map<String, Object> read = new LinkedHashMap<>();
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < facts.size(); i++) {
            String option = facts.get(i);
            int equals = option.indexOf('=');
            if (!option.startsWith("--") || (equals < 0 && i + 1 == facts.size())) {
                throw new LocalException("expected --name value behind the source, not " + option);
            }
            String name = option.substring(2, equals < 0 ? option.length() : equals);
            String value = equals < 0 ? facts.get(++i) : option.substring(equals + 1);
            if (name.equals("attribute")) {
                attributes.put(value.split("=", 2)[0], value.substring(value.indexOf('=') + 1));
            } else {
                read.put(name, value);
            }
        }
        if (!attributes.isEmpty()) {
            read.put("attributes", attributes);
        }
        SampleEvents.requireKnown(source(), read.keySet());
        return read;
    }

    private HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        String what = source == null || (file != null && function != null) ? ControlDoor.WHOLE : source;
        String path = function == null ? source() : URLEncoder.encode(function, UTF_8) + "/" + what;
        URI uri = URI.create("http://127.0.0.1:" + port + ControlDoor.PATH + "/" + path);
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofByteArray(body))
                                    .build(),
                            BodyHandlers.ofString());
        } catch (ConnectException nobody) {
            throw new LocalException(
                    "no template runs on port " + port + ": start one with skiff-local, or name its --port", nobody);
        }
    }
}
