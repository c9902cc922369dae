package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A framework beside Skiff: a Maven project of its own under {@code benchmarks/peers}, which answers the two calls.
 *
 * @param project the folder's name
 * @param title for the reader of the table, who is told the first artifact's version
 * @param artifacts whose versions say what it is
 * @param get the handler of {@code GET /users/{id}}
 * @param post the handler of {@code POST /users}
 */
record Peer(String project, String title, List<String> artifacts, Handler get, Handler post) {
    private static final Path PROJECTS = Path.of("benchmarks", "peers");
    private static final String OWN = "dev.skiff.peers.";

    /**
     * What Lambda is told.
     *
     * @param name of the class
     * @param variables of the function's environment
     */
    record Handler(String name, Map<String, String> variables) {}

    static List<Peer> all() {
        return List.of(
                of(
                        "http4k",
                        "http4k",
                        OWN + "http4k.HelloFunction",
                        "http4k-core",
                        "http4k-serverless-lambda",
                        "http4k-format-moshi",
                        "kotlin-stdlib"),
                of(
                        "jersey",
                        "Jersey",
                        OWN + "jersey.StreamLambdaHandler",
                        "jersey-server",
                        "aws-serverless-java-container-jersey",
                        "jersey-media-json-jackson"),
                springCloudFunction(),
                of(
                        "quarkus",
                        "Quarkus",
                        "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler",
                        "quarkus-core",
                        "quarkus-amazon-lambda-http",
                        "quarkus-rest-jackson"),
                of(
                        "micronaut",
                        "Micronaut",
                        "io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction",
                        "micronaut-core",
                        "micronaut-function-aws-api-proxy",
                        "micronaut-serde-jackson"),
                of(
                        "spring-boot",
                        "Spring Boot",
                        OWN + "springboot.StreamLambdaHandler",
                        "spring-boot",
                        "aws-serverless-java-container-springboot3",
                        "spring-webmvc",
                        "jackson-databind"));
    }

    private static Peer of(String project, String title, String handler, String... artifacts) {
        Handler both = new Handler(handler, Map.of());
        return new Peer(project, title, List.of(artifacts), both, both);
    }

    /** One function for each route: the name of the bean is a variable. */
    private static Peer springCloudFunction() {
        return new Peer(
                "spring-cloud-function",
                "Spring Cloud Function",
                List.of("spring-cloud-function-context", "spring-cloud-function-adapter-aws", "spring-boot"),
                functionBean("find"),
                functionBean("create"));
    }

    private static Handler functionBean(String name) {
        return new Handler(
                "org.springframework.cloud.function.adapter.aws.FunctionInvoker",
                Map.of(
                        "MAIN_CLASS",
                        OWN + "springcloudfunction.Application",
                        "spring_cloud_function_definition",
                        name));
    }

    /** Its two rows, of what its build has left behind. */
    List<ColdFunction> functions(TaskRoots roots) throws IOException {
        return functions(roots, PROJECTS.resolve(project).resolve("target/function.zip"));
    }

    List<ColdFunction> functions(TaskRoots roots, Path zip) throws IOException {
        Path root = roots.unzipped(project, zip);
        String what = title + " " + JarVersions.in(root).of(artifacts.get(0));
        return List.of(
                function("get", what, ColdFunction.Kind.GET, root, get),
                function("post", what, ColdFunction.Kind.POST, root, post));
    }

    /** The artifacts with the versions that its function carries. */
    List<String> versions(Path root) throws IOException {
        JarVersions jars = JarVersions.in(root);
        List<String> versions = new ArrayList<>();
        for (String artifact : artifacts) {
            versions.add(artifact + " " + jars.of(artifact));
        }
        return versions;
    }

    private ColdFunction function(String call, String what, ColdFunction.Kind kind, Path root, Handler handler) {
        return new ColdFunction(project + "-" + call, what, kind, root, handler.name())
                .withVariables(handler.variables());
    }
}
