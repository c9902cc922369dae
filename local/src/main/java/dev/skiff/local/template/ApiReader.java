package dev.skiff.local.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads HTTP APIs and REST APIs, and the routes that functions have there. */
final class ApiReader {
    private static final String HTTP = "AWS::Serverless::HttpApi";
    private static final String REST = "AWS::Serverless::Api";
    private static final String NONE = "NONE";

    private final Resources resources;
    private final AuthorizerReader authorizers;
    private final Findings findings;
    private final Map<String, SamApi> apis = new LinkedHashMap<>();
    private final Map<String, String> defaultAuthorizers = new LinkedHashMap<>();

    ApiReader(Resources resources, Findings findings) {
        this.resources = resources;
        this.authorizers = new AuthorizerReader(resources);
        this.findings = findings;
        resources.of(HTTP, REST).forEach(api -> findings.collect(() -> read(api)));
    }

    /** Those that have one of these routes. */
    List<SamApi> apis(List<SamRoute> routes) {
        List<SamApi> routed = new ArrayList<>();
        for (SamApi api : apis.values()) {
            List<SamRoute> own = routes.stream()
                    .filter(route -> route.api().equals(api.logicalId()))
                    .toList();
            if (!own.isEmpty()) {
                routed.add(withIam(api, own));
            }
        }
        return routed;
    }

    /** An {@code HttpApi} event. */
    SamRoute httpApiRoute(Event event) {
        Properties properties = event.properties();
        String api = api(event, "ApiId", HTTP, SamTransform.HTTP_API);
        int timeout = properties.integer("TimeoutInMillis", 30_000, 50, 30_000);
        return new SamRoute(
                api,
                httpApiKey(properties),
                properties.word("PayloadFormatVersion", "2.0", "1.0", "2", "1").startsWith("2") ? "2.0" : "1.0",
                Duration.ofMillis(timeout),
                authorizer(api, properties),
                scopes(properties),
                properties.place());
    }

    /** An {@code Api} event. */
    SamRoute restApiRoute(Event event) {
        Properties properties = event.properties();
        String api = api(event, "RestApiId", REST, SamTransform.REST_API);
        if (properties.section("Auth").flag("ApiKeyRequired", false)) {
            findings.notRun(event.function().id() + ": event " + event.name() + " asks for no API key");
        }
        return new SamRoute(
                api,
                key(properties),
                "1.0",
                Duration.ofMillis(properties.integer("TimeoutInMillis", 29_000, 50, 900_000)),
                authorizer(api, properties),
                scopes(properties),
                properties.place());
    }

    private void read(Resource api) {
        Properties properties = api.properties();
        Properties auth = properties.section("Auth");
        boolean isHttp = api.type().equals(HTTP);
        auth.optionalText("DefaultAuthorizer").ifPresent(name -> defaultAuthorizers.put(api.id(), name));
        apis.put(
                api.id(),
                new SamApi(
                        api.id(),
                        isHttp ? SamApi.Kind.HTTP : SamApi.Kind.REST,
                        isHttp ? properties.text("StageName", "$default") : properties.text("StageName"),
                        isHttp ? CorsReader.lists(properties, "CorsConfiguration") : CorsReader.texts(properties),
                        isHttp ? authorizers.httpApi(auth) : authorizers.restApi(auth),
                        properties.texts("BinaryMediaTypes").stream()
                                .map(type -> type.replace("~1", "/"))
                                .toList(),
                        properties.place()));
        defaultAuthorizers.computeIfPresent(api.id(), (id, name) -> known(id, name, auth, "DefaultAuthorizer"));
        tellWhatIsMissing(api.id(), properties, auth);
    }

    private void tellWhatIsMissing(String id, Properties properties, Properties auth) {
        if (properties.has("DefinitionBody") || properties.has("DefinitionUri")) {
            findings.notRun(
                    id + ": routes in a DefinitionBody or DefinitionUri aren't served, only events of functions");
        }
        if (auth.flag("ApiKeyRequired", false)) {
            findings.notRun(id + ": asks for no API key");
        }
        if (auth.has("ResourcePolicy")) {
            findings.notRun(id + ": its resource policy isn't applied");
        }
        if (properties.has("Domain")) {
            findings.notRun(id + ": its own domain isn't served");
        }
    }

    /** The logical id, whose {@code Ref} would be the API's own id. */
    private String api(Event event, String property, String type, String implicit) {
        Properties properties = event.properties();
        if (!properties.has(property)) {
            return implicit;
        }
        return resources
                .referred(properties.required(property), type)
                .map(Resource::id)
                .orElseThrow(() -> properties.wrong(property, "!Ref of an " + type + " of this template"));
    }

    private static String httpApiKey(Properties properties) {
        if (!properties.has("Path") && !properties.has("Method")) {
            return "$default";
        }
        if (!properties.has("Path") || !properties.has("Method")) {
            throw properties.mistake("needs both Path and Method, or neither");
        }
        return properties.text("Path").equals("$default") ? "$default" : key(properties);
    }

    private static String key(Properties properties) {
        String path = properties.text("Path");
        if (!path.startsWith("/")) {
            throw properties.wrong("Path", "a path that starts with /");
        }
        String method = properties.text("Method").toUpperCase(Locale.ROOT);
        if (!method.matches("[A-Z*-]{1,30}")) {
            throw properties.wrong("Method", "an HTTP method or ANY");
        }
        return (method.equals("*") || method.equals("X-AMAZON-APIGATEWAY-ANY-METHOD") ? "ANY" : method) + " " + path;
    }

    private Optional<String> authorizer(String api, Properties event) {
        Properties auth = event.section("Auth");
        String name = auth.has("Authorizer")
                ? known(api, auth.text("Authorizer"), auth, "Authorizer")
                : defaultAuthorizers.getOrDefault(api, NONE);
        return name.equals(NONE) ? Optional.empty() : Optional.of(name);
    }

    private String known(String api, String name, Properties auth, String property) {
        SamApi read = apis.get(api);
        boolean isIamOfRest = read != null && read.kind() == SamApi.Kind.REST && name.equals(AuthorizerReader.IAM);
        if (name.equals(NONE)
                || isIamOfRest
                || read == null
                || read.authorizers().containsKey(name)) {
            return name;
        }
        throw auth.wrong(
                property,
                "one of the authorizers of " + api + ": " + read.authorizers().keySet());
    }

    private static List<String> scopes(Properties event) {
        return event.section("Auth").texts("AuthorizationScopes");
    }

    /** REST APIs can ask for a signature without saying so beforehand. */
    private static SamApi withIam(SamApi api, List<SamRoute> routes) {
        Optional<SamRoute> signed = routes.stream()
                .filter(route -> route.authorizer().equals(Optional.of(AuthorizerReader.IAM)))
                .findFirst();
        if (signed.isEmpty() || api.authorizers().containsKey(AuthorizerReader.IAM)) {
            return api;
        }
        Map<String, SamAuthorizer> all = new LinkedHashMap<>(api.authorizers());
        all.put(AuthorizerReader.IAM, new SamAuthorizer.Iam(signed.get().place()));
        return new SamApi(
                api.logicalId(), api.kind(), api.stage(), api.cors(), all, api.binaryMediaTypes(), api.place());
    }
}
