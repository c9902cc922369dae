package dev.skiff.local;

import dev.skiff.local.template.SamTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Runs a SAM template on this machine.
 *
 * <pre>{@code
 * try (RunningTemplate users = Local.template(Path.of("template.yaml")).port(0).start()) {
 *     Outcome outcome = users.invoke("Users", event);
 * }
 * }</pre>
 */
public final class Local {
    private final Path template;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private String host = "127.0.0.1";
    private int port = 3000;
    private boolean snapStart;
    private int maxConcurrency;
    private final List<String> balanced = new ArrayList<>();
    private boolean albMultiValue;
    private boolean withoutStages;
    private TokenSignatures signatures = TokenSignatures.unchecked();
    private BiConsumer<String, String> log = (function, line) -> System.out.println("[" + function + "] " + line);

    private Local(Path template) {
        this.template = template;
    }

    /** A template, or the directory of a {@code template.yaml}. */
    public static Local template(Path fileOrDirectory) {
        return new Local(fileOrDirectory);
    }

    /** A value for a parameter of the template, instead of its default. */
    public Local parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** An environment variable of each function, which wins over the template's. */
    public Local variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** The address to listen on; only this machine can reach the default. */
    public Local host(String address) {
        host = address;
        return this;
    }

    /** The port of the HTTP APIs, 3000 by default, 0 for a free one; Function URLs have the next free ones. */
    public Local port(int number) {
        if (number < 0 || number > 65_535) {
            throw new LocalException("the port is " + number + ", expected 0 to 65535");
        }
        port = number;
        return this;
    }

    /** Lets functions that declare SnapStart run their hooks around an imagined checkpoint. */
    public Local snapStart() {
        snapStart = true;
        return this;
    }

    /** Lets one environment run this many calls at once, as on Lambda's managed instances. */
    public Local maxConcurrency(int callsAtOnce) {
        maxConcurrency = callsAtOnce;
        return this;
    }

    /** A load balancer in front of this function, at a port of its own; may be said for several functions. */
    public Local alb(String function) {
        balanced.add(function);
        return this;
    }

    /** Lets load balancers send and take lists of values, which their target groups have as a setting. */
    public Local albMultiValue() {
        albMultiValue = true;
        return this;
    }

    /** Serves each API at the root of a port of its own, without its stage in the address, like behind its own domain. */
    public Local withoutStages() {
        withoutStages = true;
        return this;
    }

    /** Checks the signatures of tokens by the keys that their issuers publish. */
    public Local verifyJwt() {
        signatures = TokenSignatures.ofIssuers();
        return this;
    }

    /** Checks the signatures of tokens by this JSON Web Key Set, a file or an address. */
    public Local jwks(String fileOrUrl) {
        signatures = TokenSignatures.of(fileOrUrl);
        return this;
    }

    /** Takes what functions print, and Lambda's own lines: the function's logical id and the line. */
    public Local log(BiConsumer<String, String> lines) {
        log = lines;
        return this;
    }

    /** Reads the template and opens the ports. Functions start with their first call. */
    public RunningTemplate start() {
        SamTemplate read = SamTemplate.read(template, new SamTemplate.Options(parameters, variables));
        return RunningTemplate.start(this, read);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    boolean isSnapStart() {
        return snapStart;
    }

    int maxConcurrency() {
        return maxConcurrency;
    }

    List<String> balanced() {
        return List.copyOf(balanced);
    }

    boolean isWithoutStages() {
        return withoutStages;
    }

    boolean isAlbMultiValue() {
        return albMultiValue;
    }

    TokenSignatures signatures() {
        return signatures;
    }

    void log(String function, String line) {
        log.accept(function, line);
    }
}
