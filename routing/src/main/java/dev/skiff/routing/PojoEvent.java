package dev.skiff.routing;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Events from the objects of aws-lambda-java-events, of which any field may be null. */
final class PojoEvent {
    private PojoEvent() {}

    static HttpEvent from(APIGatewayProxyRequestEvent pojo) {
        HttpEvent event = HttpEvent.none();
        event.version = pojo.getVersion();
        event.resource = pojo.getResource();
        event.path = pojo.getPath();
        event.httpMethod = pojo.getHttpMethod();
        event.headers = pairs(pojo.getHeaders());
        event.multiValueHeaders = lists(pojo.getMultiValueHeaders());
        event.query = pairs(pojo.getQueryStringParameters());
        event.multiValueQuery = lists(pojo.getMultiValueQueryStringParameters());
        event.pathParameters = pairs(pojo.getPathParameters());
        event.stageVariables = pairs(pojo.getStageVariables());
        event.body = pojo.getBody();
        event.base64 = Boolean.TRUE.equals(pojo.getIsBase64Encoded());
        if (pojo.getRequestContext() != null) {
            context(event, pojo.getRequestContext());
        }
        return event;
    }

    static HttpEvent from(APIGatewayV2HTTPEvent pojo) {
        HttpEvent event = HttpEvent.none();
        event.version = pojo.getVersion();
        event.rawPath = pojo.getRawPath();
        event.rawQueryString = pojo.getRawQueryString();
        event.cookies = present(pojo.getCookies());
        event.headers = pairs(pojo.getHeaders());
        event.query = pairs(pojo.getQueryStringParameters());
        event.pathParameters = pairs(pojo.getPathParameters());
        event.stageVariables = pairs(pojo.getStageVariables());
        event.body = pojo.getBody();
        event.base64 = pojo.getIsBase64Encoded();
        event.http = true;
        if (pojo.getRequestContext() != null) {
            context(event, pojo.getRequestContext());
        }
        return event;
    }

    static HttpEvent from(ApplicationLoadBalancerRequestEvent pojo) {
        HttpEvent event = HttpEvent.none();
        event.elb = true;
        event.path = pojo.getPath();
        event.httpMethod = pojo.getHttpMethod();
        event.headers = pairs(pojo.getHeaders());
        event.multiValueHeaders = lists(pojo.getMultiValueHeaders());
        event.query = pairs(pojo.getQueryStringParameters());
        event.multiValueQuery = lists(pojo.getMultiValueQueryStringParameters());
        event.body = pojo.getBody();
        event.base64 = pojo.getIsBase64Encoded();
        return event;
    }

    private static void context(HttpEvent event, APIGatewayProxyRequestEvent.ProxyRequestContext context) {
        event.stage = context.getStage();
        event.requestId = context.getRequestId();
        event.domainName = context.getDomainName();
        event.contextPath = context.getPath();
        event.contextMethod = context.getHttpMethod();
        event.authorizer = copy(context.getAuthorizer());
        APIGatewayProxyRequestEvent.RequestIdentity identity = context.getIdentity();
        if (identity != null) {
            event.sourceIp = identity.getSourceIp();
            event.identity = identity(identity);
        }
    }

    private static void context(HttpEvent event, APIGatewayV2HTTPEvent.RequestContext context) {
        event.stage = context.getStage();
        event.requestId = context.getRequestId();
        event.domainName = context.getDomainName();
        if (context.getHttp() != null) {
            event.contextMethod = context.getHttp().getMethod();
            event.contextPath = context.getHttp().getPath();
            event.sourceIp = context.getHttp().getSourceIp();
        }
        if (context.getAuthorizer() != null) {
            event.authorizer = authorizer(context.getAuthorizer());
        }
    }

    private static Map<String, @Nullable Object> identity(APIGatewayProxyRequestEvent.RequestIdentity identity) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        put(map, "cognitoIdentityPoolId", identity.getCognitoIdentityPoolId());
        put(map, "accountId", identity.getAccountId());
        put(map, "cognitoIdentityId", identity.getCognitoIdentityId());
        put(map, "caller", identity.getCaller());
        put(map, "apiKey", identity.getApiKey());
        put(map, "principalOrgId", identity.getPrincipalOrgId());
        put(map, "cognitoAuthenticationType", identity.getCognitoAuthenticationType());
        put(map, "cognitoAuthenticationProvider", identity.getCognitoAuthenticationProvider());
        put(map, "userArn", identity.getUserArn());
        put(map, "user", identity.getUser());
        put(map, "accessKey", identity.getAccessKey());
        return map;
    }

    private static Map<String, @Nullable Object> authorizer(APIGatewayV2HTTPEvent.RequestContext.Authorizer from) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (from.getJwt() != null) {
            Map<String, @Nullable Object> jwt = new LinkedHashMap<>();
            put(jwt, "claims", from.getJwt().getClaims());
            put(jwt, "scopes", from.getJwt().getScopes());
            map.put("jwt", jwt);
        }
        put(map, "lambda", from.getLambda());
        if (from.getIam() != null) {
            map.put("iam", iam(from.getIam()));
        }
        return map;
    }

    private static Map<String, @Nullable Object> iam(APIGatewayV2HTTPEvent.RequestContext.IAM from) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        put(map, "accessKey", from.getAccessKey());
        put(map, "accountId", from.getAccountId());
        put(map, "callerId", from.getCallerId());
        if (from.getCognitoIdentity() != null) {
            Map<String, @Nullable Object> cognito = new LinkedHashMap<>();
            put(cognito, "amr", from.getCognitoIdentity().getAmr());
            put(cognito, "identityId", from.getCognitoIdentity().getIdentityId());
            put(cognito, "identityPoolId", from.getCognitoIdentity().getIdentityPoolId());
            map.put("cognitoIdentity", cognito);
        }
        put(map, "principalOrgId", from.getPrincipalOrgId());
        put(map, "userArn", from.getUserArn());
        put(map, "userId", from.getUserId());
        return map;
    }

    private static void put(Map<String, @Nullable Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private static @Nullable Pairs pairs(@Nullable Map<String, String> map) {
        if (map == null) {
            return null;
        }
        Pairs pairs = new Pairs();
        for (Map.Entry<String, String> entry : map.entrySet()) {
            add(pairs, entry.getKey(), entry.getValue());
        }
        return pairs;
    }

    private static @Nullable Pairs lists(@Nullable Map<String, List<String>> map) {
        if (map == null) {
            return null;
        }
        Pairs pairs = new Pairs();
        for (Map.Entry<String, List<String>> entry : map.entrySet()) {
            List<String> values = entry.getValue();
            for (int i = 0; values != null && i < values.size(); i++) {
                add(pairs, entry.getKey(), values.get(i));
            }
        }
        return pairs;
    }

    private static void add(Pairs pairs, @Nullable String name, @Nullable String value) {
        if (name != null && value != null) {
            pairs.add(name, value);
        }
    }

    private static @Nullable List<String> present(@Nullable List<String> texts) {
        if (texts == null) {
            return null;
        }
        List<String> present = new ArrayList<>(texts);
        present.removeIf(Objects::isNull);
        return present;
    }

    private static @Nullable Map<String, @Nullable Object> copy(@Nullable Map<String, Object> map) {
        if (map == null) {
            return null;
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        copy.putAll(map);
        return copy;
    }
}
