package dev.skiff.local;

import dev.skiff.local.template.TemplateException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line: {@code skiff-local template.yaml}. */
@Command(
        name = "skiff-local",
        sortOptions = false,
        subcommands = {EventCommand.class, SchedulesCommand.class},
        description =
                "Runs the functions of a SAM template on this machine, under AWS's Java runtime and without Docker.")
public final class SkiffLocal implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = ".",
            paramLabel = "template",
            description = "A template, or the directory of a template.yaml; here by default.")
    private Path template = Path.of(".");

    @Option(names = "--port", defaultValue = "3000", description = "For the HTTP APIs: 3000; 0 for a free one.")
    private int port;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "The address to listen on: 127.0.0.1.")
    private String host = "";

    @Option(names = "--parameter", paramLabel = "NAME=VALUE", description = "A parameter of the template.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "Lines NAME=VALUE: environment variables of each function, which win over the template's.")
    private @Nullable Path envFile;

    @Option(names = "--snapstart", description = "Functions that declare SnapStart run their hooks.")
    private boolean snapStart;

    @Option(
            names = "--provisioned",
            description = "Functions that declare provisioned concurrency start before their first call.")
    private boolean provisioned;

    @Option(names = "--watch", description = "Changed code runs with the next call, in a new JVM.")
    private boolean watch;

    @Option(
            names = "--debug-port",
            paramLabel = "PORT",
            description = "A debugger can attach to the first function here, to the others at the ports above.")
    private int debugPort;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "A JVM without a call for so long ends: 600.")
    private int idle;

    @Option(names = "--json", description = "One JSON object per line, for machines, instead of text.")
    private boolean json;

    @Option(
            names = "--max-concurrency",
            paramLabel = "N",
            description = "Calls that one environment runs at once, as on managed instances.")
    private int maxConcurrency;

    @Option(
            names = "--retry-scale",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "What the waits of asynchronous calls, 1 and 2 minutes, are multiplied with: 0.01.")
    private double retryScale;

    @Option(names = "--schedules", description = "Schedules fire by themselves.")
    private boolean schedules;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "Where AWS's services are, or what stands in for them.")
    private @Nullable String endpointUrl;

    @Option(
            names = "--queue-endpoint",
            paramLabel = "URL",
            description = "Where the queues are; else a server for them starts here.")
    private @Nullable String queueEndpoint;

    @Option(names = "--queue-port", description = "For the queues' own server; a free one by default.")
    private int queuePort;

    @Option(
            names = "--dynamodb-endpoint",
            paramLabel = "URL",
            description = "Where the tables and their streams are, such as DynamoDB Local.")
    private @Nullable String dynamoDbEndpoint;

    @Option(
            names = "--alb",
            paramLabel = "FUNCTION",
            description = "A load balancer in front of this function, at a port of its own.")
    private List<String> balanced = new ArrayList<>();

    @Option(names = "--alb-multi-value", description = "Load balancers send and take lists of values.")
    private boolean albMultiValue;

    @Option(
            names = "--without-stages",
            description = "Each API at the root of a port of its own, like behind its own domain.")
    private boolean withoutStages;

    @Option(names = "--verify-jwt", description = "Checks the signatures of tokens by their issuers' keys.")
    private boolean verifyJwt;

    @Option(
            names = "--jwks",
            paramLabel = "FILE|URL",
            description = "Checks the signatures of tokens by this JSON Web Key Set.")
    private @Nullable String jwks;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    @SuppressWarnings("UnusedVariable") // picocli asks for it and reads it
    private boolean help;

    private boolean started;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    public static void main(String[] arguments) throws InterruptedException {
        System.setProperty("slf4j.internal.verbosity", System.getProperty("slf4j.internal.verbosity", "ERROR"));
        CommandLine line = commandLine();
        int status = line.execute(arguments);
        if (status != 0) {
            System.exit(status);
        }
        SkiffLocal command = line.getCommand();
        if (command.started) {
            new CountDownLatch(1).await(); // pollers alone keep no process alive
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new SkiffLocal()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof LocalException || failure instanceof TemplateException) {
                command.getErr().println("skiff-local: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
    }

    /** Returns at once. */
    @Override
    public Integer call() {
        PrintWriter out = out(spec);
        RunningTemplate running = local(out).start();
        started = true;
        StartScreen screen = new StartScreen(running);
        if (json) {
            new JsonLog(out).print(screen.json());
        } else {
            screen.lines().forEach(out::println);
        }
        out.flush();
        return 0;
    }

    /** Where a command prints. */
    static PrintWriter out(CommandLine.Model.@Nullable CommandSpec spec) {
        return spec == null
                ? new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8)
                : spec.commandLine().getOut();
    }

    private void addDoors(Local local) {
        balanced.forEach(local::alb);
        if (albMultiValue) {
            local.albMultiValue();
        }
        if (withoutStages) {
            local.withoutStages();
        }
        if (jwks != null) {
            local.jwks(jwks);
        } else if (verifyJwt) {
            local.verifyJwt();
        }
    }

    private Local local(PrintWriter out) {
        Local local = Local.template(template).port(port).host(host).idleTimeout(Duration.ofSeconds(idle));
        parameters.forEach(local::parameter);
        if (envFile != null) {
            EnvFile.read(envFile).forEach(local::variable);
        }
        local.retryScale(retryScale);
        if (schedules) {
            local.schedules();
        }
        local.queuePort(queuePort);
        if (endpointUrl != null) {
            local.endpointUrl(endpointUrl);
        }
        if (queueEndpoint != null) {
            local.queueEndpoint(queueEndpoint);
        }
        if (dynamoDbEndpoint != null) {
            local.dynamoDbEndpoint(dynamoDbEndpoint);
        }
        if (snapStart) {
            local.snapStart();
        }
        addLife(local);
        addLog(local, out);
        addDoors(local);
        return maxConcurrency > 0 ? local.maxConcurrency(maxConcurrency) : local;
    }

    private void addLife(Local local) {
        if (provisioned) {
            local.provisioned();
        }
        if (watch) {
            local.watch();
        }
        if (debugPort > 0) {
            local.debugPort(debugPort);
        }
    }

    private void addLog(Local local, PrintWriter out) {
        if (json) {
            local.streamsApart().logLines(new JsonLog(out));
        } else {
            local.log(functions -> new TextLog(out, functions, TextLog.terminalHasColours()));
        }
    }
}
