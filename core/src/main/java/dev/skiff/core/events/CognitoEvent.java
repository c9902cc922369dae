package dev.skiff.core.events;

import dev.skiff.core.EventException;
import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonType;
import dev.skiff.core.internal.EventReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event of a Cognito user pool. It keeps its bytes, so that what goes back differs in {@code response} alone. Immutable.
 *
 * <p>A part of the request that this trigger doesn't have is empty here. One of an unexpected form throws an {@link EventException} when it is asked for.
 */
public final class CognitoEvent {
    private final Values values;
    private final CognitoResponse response;

    private CognitoEvent(Values values, CognitoResponse response) {
        this.values = values;
        this.response = response;
    }

    /** Reads an event. Throws an {@link EventException} when it isn't one of a user pool. */
    public static CognitoEvent from(byte[] json) {
        Values values = new Values(json.clone());
        values.read();
        return new CognitoEvent(values, new CognitoResponse(values.triggerSource, values.version, values.response));
    }

    /** Of the event's form; for {@link CognitoTrigger#PRE_TOKEN_GENERATION} 1, 2 or 3. */
    public String version() {
        return values.version;
    }

    public CognitoTrigger trigger() {
        return CognitoTrigger.of(values.triggerSource);
    }

    /** The trigger and its occasion, such as {@code PreSignUp_AdminCreateUser}. */
    public String triggerSource() {
        return values.triggerSource;
    }

    public String region() {
        return values.region;
    }

    public String userPoolId() {
        return values.userPoolId;
    }

    /** Empty where there is none. */
    public String userName() {
        return values.userName;
    }

    /** The app client; empty where there is none. */
    public String clientId() {
        return values.clientId;
    }

    public String awsSdkVersion() {
        return values.awsSdkVersion;
    }

    public Map<String, String> userAttributes() {
        return texts("userAttributes");
    }

    /** What the client sent along to be checked before a sign-up or sign-in. */
    public Map<String, String> validationData() {
        return texts("validationData");
    }

    /** What the client sent along for the function. */
    public Map<String, String> clientMetadata() {
        return texts("clientMetadata");
    }

    /** The user's groups, before tokens are made. */
    public List<String> groups() {
        Object configuration = values.request.get("groupConfiguration");
        return configuration instanceof Map<?, ?> map
                ? list("groupConfiguration/groupsToOverride", map.get("groupsToOverride"))
                : List.of();
    }

    /** The access token's scopes, before tokens are made by trigger version 2 or 3. */
    public List<String> scopes() {
        return list("scopes", values.request.get("scopes"));
    }

    /** The challenges of this session so far, of custom authentication. */
    public List<CognitoChallenge> session() {
        List<CognitoChallenge> session = new ArrayList<>();
        Object challenges = values.request.get("session");
        if (challenges == null) {
            return List.of();
        }
        if (!(challenges instanceof List<?> list)) {
            throw unexpected("session", "an array");
        }
        for (Object challenge : list) {
            session.add(challenge(challenge));
        }
        return List.copyOf(session);
    }

    /** The challenge to make. */
    public Optional<String> challengeName() {
        return text("challengeName");
    }

    /** The user's answer to the challenge; where it is no text, see {@link #request()}. */
    public Optional<String> challengeAnswer() {
        return text("challengeAnswer");
    }

    /** What the function that made the challenge keeps to check the answer by. */
    public Map<String, String> privateChallengeParameters() {
        return texts("privateChallengeParameters");
    }

    /** Of a user to migrate who signs in. */
    public Optional<String> password() {
        return text("password");
    }

    /** What stands for the code in a message's text. */
    public Optional<String> codeParameter() {
        return text("codeParameter");
    }

    /** What stands for the user's name in a message's text. */
    public Optional<String> usernameParameter() {
        return text("usernameParameter");
    }

    /** For the custom senders: the code to send, encrypted by the user pool's key. */
    public Optional<String> code() {
        return text("code");
    }

    /** The identity provider whose attributes are to be mapped; these are in {@link #request()}. */
    public Optional<String> providerName() {
        return text("providerName");
    }

    /** Whether the user isn't in the pool, where it is set not to tell clients so. */
    public boolean isUserNotFound() {
        return Boolean.TRUE.equals(values.request.get("userNotFound"));
    }

    /** Whether the user has signed in by a device that wasn't known. */
    public boolean isNewDeviceUsed() {
        return Boolean.TRUE.equals(values.request.get("newDeviceUsed"));
    }

    /** The whole request as it came. */
    public Map<String, @Nullable Object> request() {
        return values.request;
    }

    /** The whole request, read as the type. */
    public <T> T request(Class<T> type, JsonCodec codec) {
        return codec.read(values.requestJson, type);
    }

    /** The whole request, read as the generic type. */
    public <T> T request(JsonType<T> type, JsonCodec codec) {
        return codec.read(values.requestJson, type);
    }

    /** The response as Cognito prepared it: to be handed back as it is, or changed. */
    public CognitoResponse response() {
        return response;
    }

    /** The event as it came. */
    public byte[] json() {
        return values.json.clone();
    }

    @Override
    public String toString() {
        return "CognitoEvent " + values.triggerSource;
    }

    /** This event with the response in place of its own. */
    byte[] answer(CognitoResponse answered) {
        byte[] json = values.json;
        if (!answered.isChanged()) {
            return json;
        }
        byte[] written = answered.json();
        if (values.responseStart > 0) {
            return spliced(json, values.responseStart, written, values.responseEnd);
        }
        byte[] name = ",\"response\":".getBytes(StandardCharsets.UTF_8);
        byte[] field = spliced(name, name.length, written, name.length);
        return spliced(json, values.closingBrace, field, values.closingBrace);
    }

    private static byte[] spliced(byte[] json, int start, byte[] part, int end) {
        byte[] answer = new byte[start + part.length + json.length - end];
        System.arraycopy(json, 0, answer, 0, start);
        System.arraycopy(part, 0, answer, start, part.length);
        System.arraycopy(json, end, answer, start + part.length, json.length - end);
        return answer;
    }

    private Optional<String> text(String name) {
        Object value = values.request.get(name);
        if (value instanceof Map || value instanceof List) {
            throw unexpected(name, "text");
        }
        return value == null ? Optional.empty() : Optional.of(value.toString());
    }

    private Map<String, String> texts(String name) {
        Object value = values.request.get(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw unexpected(name, "an object");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getValue() instanceof Map || entry.getValue() instanceof List) {
                throw unexpected(name, "an object of texts");
            }
            if (entry.getValue() != null) {
                texts.put(entry.getKey().toString(), entry.getValue().toString());
            }
        }
        return Collections.unmodifiableMap(texts);
    }

    private static List<String> list(String name, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw unexpected(name, "an array");
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            texts.add(String.valueOf(element));
        }
        return List.copyOf(texts);
    }

    private static CognitoChallenge challenge(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw unexpected("session", "an array of objects");
        }
        Object metadata = map.get("challengeMetadata");
        return new CognitoChallenge(
                String.valueOf(map.get("challengeName")),
                Boolean.TRUE.equals(map.get("challengeResult")),
                metadata == null ? null : metadata.toString());
    }

    private static RuntimeException unexpected(String name, String expected) {
        return EventException.of("The event's /request/" + name + " should be " + expected);
    }

    /** Filled by the decoder, then left alone. */
    private static final class Values {
        final byte[] json;
        final Map<String, byte[]> response = new LinkedHashMap<>();
        String version = "";
        String triggerSource = "";
        String region = "";
        String userPoolId = "";
        String userName = "";
        String clientId = "";
        String awsSdkVersion = "";
        Map<String, @Nullable Object> request = Map.of();
        byte[] requestJson = {};
        int responseStart;
        int responseEnd;
        int closingBrace;

        Values(byte[] json) {
            this.json = json;
        }

        void read() {
            EventReader event = EventReader.of(json);
            StringBuilder seen = new StringBuilder();
            while (event.next()) {
                Fields.note(event.name(), seen);
                switch (event.name()) {
                    case "version" -> version = Fields.orEmpty(event.text());
                    case "triggerSource" -> triggerSource = Fields.orEmpty(event.text());
                    case "region" -> region = Fields.orEmpty(event.text());
                    case "userPoolId" -> userPoolId = Fields.orEmpty(event.text());
                    case "userName" -> userName = Fields.orEmpty(event.text());
                    case "callerContext" -> caller(event);
                    case "request" -> request(event);
                    case "response" -> response(event);
                    default -> event.skip();
                }
            }
            closingBrace = event.endOffset() - 1;
            event.end();
            if (triggerSource.isEmpty() || requestJson.length == 0) {
                throw Fields.missing("triggerSource and request", "a Cognito user pool", seen);
            }
        }

        private void caller(EventReader event) {
            if (!event.enter()) {
                return;
            }
            while (event.next()) {
                switch (event.name()) {
                    case "clientId" -> clientId = Fields.orEmpty(event.text());
                    case "awsSdkVersion" -> awsSdkVersion = Fields.orEmpty(event.text());
                    default -> event.skip();
                }
            }
        }

        private void request(EventReader event) {
            if (!event.atObject()) {
                throw event.unexpected("an object");
            }
            int start = event.offset();
            request = event.object();
            requestJson = Arrays.copyOfRange(json, start, event.endOffset());
        }

        private void response(EventReader event) {
            if (responseStart > 0) {
                throw EventException.of("The event has response twice");
            }
            responseStart = event.offset();
            if (event.enter()) {
                while (event.next()) {
                    String name = event.name();
                    int start = event.offset();
                    event.skip();
                    response.put(name, Arrays.copyOfRange(json, start, event.endOffset()));
                }
            }
            responseEnd = event.endOffset();
        }
    }
}
