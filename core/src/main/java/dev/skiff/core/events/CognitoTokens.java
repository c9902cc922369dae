package dev.skiff.core.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tokens are to have more or less than Cognito would give them. Written in the form of the trigger's version: version 1 knows the ID token alone and claims that are text;
 * anything more throws an {@link IllegalStateException} there. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html">AWS: the trigger before tokens are made</a>
 */
public final class CognitoTokens {
    private static final CognitoTokens UNCHANGED = new CognitoTokens(Map.of(), Map.of(), Map.of());

    private final Map<String, Object> id;
    private final Map<String, Object> access;
    private final Map<String, Object> groups;

    private CognitoTokens(Map<String, Object> id, Map<String, Object> access, Map<String, Object> groups) {
        this.id = id;
        this.access = access;
        this.groups = groups;
    }

    /** Tokens as Cognito would make them. */
    public static CognitoTokens unchanged() {
        return UNCHANGED;
    }

    /** With a claim in the ID token, added or replaced. */
    public CognitoTokens plusIdClaim(String name, Object value) {
        return new CognitoTokens(plusClaim(id, name, value), access, groups);
    }

    /** Without some claims in the ID token. */
    public CognitoTokens minusIdClaims(String... names) {
        return new CognitoTokens(plus(id, "claimsToSuppress", names), access, groups);
    }

    /** With a claim in the access token, added or replaced. */
    public CognitoTokens plusAccessClaim(String name, Object value) {
        return new CognitoTokens(id, plusClaim(access, name, value), groups);
    }

    /** Without some claims in the access token. */
    public CognitoTokens minusAccessClaims(String... names) {
        return new CognitoTokens(id, plus(access, "claimsToSuppress", names), groups);
    }

    /** With some scopes more in the access token. */
    public CognitoTokens plusScopes(String... scopes) {
        return new CognitoTokens(id, plus(access, "scopesToAdd", scopes), groups);
    }

    /** Without some scopes in the access token. */
    public CognitoTokens minusScopes(String... scopes) {
        return new CognitoTokens(id, plus(access, "scopesToSuppress", scopes), groups);
    }

    /** With these groups in place of the user's. */
    public CognitoTokens withGroups(List<String> names) {
        return new CognitoTokens(id, access, with(groups, "groupsToOverride", List.copyOf(names)));
    }

    /** With these roles in place of those of the user's groups. */
    public CognitoTokens withIamRoles(List<String> arns) {
        return new CognitoTokens(id, access, with(groups, "iamRolesToOverride", List.copyOf(arns)));
    }

    /** With the role in place of the preferred one. */
    public CognitoTokens withPreferredRole(String arn) {
        return new CognitoTokens(id, access, with(groups, "preferredRole", arn));
    }

    @Override
    public String toString() {
        return "CognitoTokens";
    }

    /** The form of version 1. */
    Map<String, Object> claims() {
        if (!access.isEmpty()) {
            throw new IllegalStateException(
                    "Version 1 of the trigger can't change access tokens: set the user pool's LambdaVersion to V2_0");
        }
        if (id.get("claimsToAddOrOverride") instanceof Map<?, ?> claims) {
            for (Map.Entry<?, ?> claim : claims.entrySet()) {
                if (!(claim.getValue() instanceof String)) {
                    throw new IllegalStateException("Version 1 of the trigger has claims of text only, which "
                            + claim.getKey() + " isn't: set the user pool's LambdaVersion to V2_0");
                }
            }
        }
        return plusUnlessEmpty(id, "groupOverrideDetails", groups);
    }

    /** The form of versions 2 and 3. */
    Map<String, Object> claimsAndScopes() {
        Map<String, Object> details = plusUnlessEmpty(Map.of(), "idTokenGeneration", id);
        details = plusUnlessEmpty(details, "accessTokenGeneration", access);
        return plusUnlessEmpty(details, "groupOverrideDetails", groups);
    }

    private static Map<String, Object> plusClaim(Map<String, Object> token, String name, Object value) {
        return with(token, "claimsToAddOrOverride", with(map(token.get("claimsToAddOrOverride")), name, value));
    }

    private static Map<String, Object> plus(Map<String, Object> token, String list, String... names) {
        List<Object> more = new ArrayList<>();
        if (token.get(list) instanceof List<?> before) {
            more.addAll(before);
        }
        Collections.addAll(more, (Object[]) names);
        return with(token, list, List.copyOf(more));
    }

    @SuppressWarnings("unchecked") // only made above
    private static Map<String, Object> map(@Nullable Object claims) {
        return claims == null ? Map.of() : (Map<String, Object>) claims;
    }

    private static Map<String, Object> plusUnlessEmpty(
            Map<String, Object> map, String name, Map<String, Object> value) {
        return value.isEmpty() ? map : with(map, name, value);
    }

    private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return Collections.unmodifiableMap(more);
    }
}
