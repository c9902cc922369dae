package dev.skiff.local;

import dev.skiff.local.template.TemplateException;
import java.io.PrintWriter;
import java.nio.file.Path;
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

/** The command line: {@code skiff-local template.yaml}. */
@Command(
        name = "skiff-local",
        sortOptions = false,
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
            names = "--max-concurrency",
            paramLabel = "N",
            description = "Calls that one environment runs at once, as on managed instances.")
    private int maxConcurrency;

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

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        int status = commandLine().execute(arguments);
        if (status != 0) {
            System.exit(status);
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

    /** Returns at once: the servers' threads keep the process alive until it is told to stop. */
    @Override
    public Integer call() {
        RunningTemplate running = local().start();
        PrintWriter out = commandLineOut();
        new StartScreen(running).lines().forEach(out::println);
        out.flush();
        return 0;
    }

    private PrintWriter commandLineOut() {
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

    private Local local() {
        Local local = Local.template(template).port(port).host(host);
        parameters.forEach(local::parameter);
        if (envFile != null) {
            EnvFile.read(envFile).forEach(local::variable);
        }
        if (snapStart) {
            local.snapStart();
        }
        addDoors(local);
        return maxConcurrency > 0 ? local.maxConcurrency(maxConcurrency) : local;
    }
}
