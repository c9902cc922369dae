package dev.skiff.routing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests through that come by a distribution of CloudFront, and answers the others by 403. Immutable; thread-safe as long as the supplier is.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html">AWS: restricting access to a function URL</a>
 */
public final class CloudFrontOnly implements Filter {
    private final @Nullable SharedHeader shared;

    private CloudFrontOnly(@Nullable SharedHeader shared) {
        this.shared = shared;
    }

    /**
     * Told by a custom header of the origin, which is a secret that the distribution and the function share: it is sent once and equals one of the values. While it is
     * replaced there are two values, the old and the new. They are asked for at each request, so that they can come from a cache of secrets, and compared in constant time; none
     * at all, or an empty one, is an {@link IllegalStateException}. Works behind every source.
     */
    public static CloudFrontOnly byHeader(String name, Supplier<List<String>> values) {
        HeaderRules.check(name, "");
        return new CloudFrontOnly(new SharedHeader(name, values));
    }

    /**
     * Told by a signed request to a Function URL, as origin access control sends it. The event shows that IAM let the caller in, and not that the caller is CloudFront: it is
     * the function's policy that allows the distribution alone. This filter refuses what comes in when the URL's {@code AuthType} is {@code NONE} by mistake.
     */
    public static CloudFrontOnly byOriginAccessControl() {
        return new CloudFrontOnly(null);
    }

    @Override
    public Response apply(Request request, Handler next) throws Exception {
        boolean allowed = shared == null ? isSigned(request) : shared.isIn(request);
        if (!allowed) {
            throw HttpException.forbidden("");
        }
        return next.handle(request);
    }

    private static boolean isSigned(Request request) {
        return request.source() == Source.FUNCTION_URL && request.authorizer().kind() == Authorizer.Kind.IAM;
    }

    private static final class SharedHeader {
        private final String name;
        private final Supplier<List<String>> values;

        SharedHeader(String name, Supplier<List<String>> values) {
            this.name = name;
            this.values = values;
        }

        boolean isIn(Request request) {
            List<String> expected = values.get();
            if (expected.isEmpty() || expected.contains("")) {
                throw new IllegalStateException(
                        "The header " + name + " of CloudFront has no value to be compared with, or an empty one");
            }
            List<String> sent = request.headers().all(name);
            return sent.size() == 1 && isOneOf(expected, sent.get(0));
        }

        /** Compares with all of them, so that the time tells nothing. */
        private static boolean isOneOf(List<String> expected, String sent) {
            byte[] bytes = sent.getBytes(StandardCharsets.UTF_8);
            boolean found = false;
            for (String value : expected) {
                found |= MessageDigest.isEqual(bytes, value.getBytes(StandardCharsets.UTF_8));
            }
            return found;
        }
    }
}
