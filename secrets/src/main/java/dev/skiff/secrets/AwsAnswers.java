package dev.skiff.secrets;

import dev.skiff.core.EventException;
import dev.skiff.core.internal.EventReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what Secrets Manager and Parameter Store answer; the extension and the agent answer the same. Each wipes what it read. */
final class AwsAnswers {
    private AwsAnswers() {}

    /** Of GetSecretValue. */
    static SecretValue secret(HttpAnswer answer) throws SourceException {
        try {
            EventReader object = EventReader.ofSecret(answer.body);
            SecretValue value = secret(object);
            object.end();
            return value;
        } catch (EventException | IllegalArgumentException malformed) {
            throw malformed();
        } finally {
            answer.wipe();
        }
    }

    /** Of BatchGetSecretValue; its errors are left out, since each is asked for again alone. */
    static List<SecretValue> secrets(HttpAnswer answer) throws SourceException {
        List<SecretValue> values = new ArrayList<>();
        try {
            EventReader object = EventReader.ofSecret(answer.body);
            while (object.next()) {
                if (object.name().equals("SecretValues") && object.enterArray()) {
                    while (object.nextElement()) {
                        object.enter();
                        values.add(secret(object));
                    }
                } else {
                    object.skip();
                }
            }
            return values;
        } catch (EventException | IllegalArgumentException malformed) {
            throw malformed();
        } finally {
            answer.wipe();
        }
    }

    /** Of GetParameter, GetParameters and a page of GetParametersByPath, by full name with selector and by ARN. Answers the next page's token. */
    static @Nullable String parameters(HttpAnswer answer, Map<String, SecretValue> values, boolean byArnToo)
            throws SourceException {
        String next = null;
        try {
            EventReader object = EventReader.ofSecret(answer.body);
            while (object.next()) {
                switch (object.name()) {
                    case "Parameter" -> {
                        if (object.enter()) {
                            parameter(object, values, byArnToo);
                        }
                    }
                    case "Parameters" -> {
                        if (object.enterArray()) {
                            while (object.nextElement()) {
                                object.enter();
                                parameter(object, values, byArnToo);
                            }
                        }
                    }
                    case "NextToken" -> next = object.text();
                    default -> object.skip();
                }
            }
            return next;
        } catch (EventException malformed) {
            throw malformed();
        } finally {
            answer.wipe();
        }
    }

    private static SecretValue secret(EventReader object) throws SourceException {
        String arn = null;
        String name = null;
        String version = null;
        byte[] value = null;
        List<String> stages = new ArrayList<>();
        while (object.next()) {
            switch (object.name()) {
                case "ARN" -> arn = object.text();
                case "Name" -> name = object.text();
                case "VersionId" -> version = object.text();
                case "SecretString" -> {
                    byte[] text = object.utf8();
                    value = text == null ? value : text;
                }
                case "SecretBinary" -> {
                    byte[] binary = base64(object.utf8());
                    value = binary == null ? value : binary;
                }
                case "VersionStages" -> {
                    if (object.enterArray()) {
                        while (object.nextElement()) {
                            stages.add(String.valueOf(object.text()));
                        }
                    }
                }
                default -> object.skip();
            }
        }
        if (value == null || version == null) {
            throw new SourceException(SecretFailure.INVALID, "NoValue");
        }
        return SecretValue.handedOver(version, value).withStages(stages).withIdentity(name, arn);
    }

    private static void parameter(EventReader object, Map<String, SecretValue> values, boolean byArnToo) {
        String arn = null;
        String name = "";
        String selector = null;
        String version = "";
        byte[] value = null;
        while (object.next()) {
            switch (object.name()) {
                case "ARN" -> arn = object.text();
                case "Name" -> name = String.valueOf(object.text());
                case "Selector" -> selector = object.text();
                case "Version" -> version = String.valueOf(object.text());
                case "Value" -> value = object.utf8();
                default -> object.skip();
            }
        }
        if (value == null) {
            return;
        }
        String end = selector == null ? "" : selector;
        SecretValue known = SecretValue.handedOver(version, value).withIdentity(name, arn);
        values.put(name.endsWith(end) ? name : name + end, known);
        if (byArnToo && arn != null) {
            values.put(arn + end, known);
        }
    }

    private static byte @Nullable [] base64(byte @Nullable [] text) {
        if (text == null) {
            return null;
        }
        byte[] bytes = Base64.getDecoder().decode(text);
        Arrays.fill(text, (byte) 0);
        return bytes;
    }

    private static SourceException malformed() {
        return new SourceException(SecretFailure.UNAVAILABLE, "MalformedAnswer");
    }
}
