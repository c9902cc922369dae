package dev.skiff.local;

import java.net.URI;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpRequestFactory;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** Keeps the target of a request as it came: read as a URI, {@code //a//b} would lose its first segment. */
final class RawTargets implements HttpRequestFactory<ClassicHttpRequest> {
    @Override
    public ClassicHttpRequest newHttpRequest(String method, String target) {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest(method, "/");
        request.setPath(withoutOrigin(target));
        return request;
    }

    @Override
    public ClassicHttpRequest newHttpRequest(String method, URI target) {
        return newHttpRequest(method, target.toString());
    }

    /** Clients that believe to talk to a proxy send {@code http://host/path}. */
    private static String withoutOrigin(String target) {
        if (!target.startsWith("http://") && !target.startsWith("https://")) {
            return target;
        }
        String rest = target.substring(target.indexOf("//") + 2);
        int end = rest.indexOf('/');
        int query = rest.indexOf('?');
        if (end < 0 || (query >= 0 && query < end)) {
            return query < 0 ? "/" : "/" + rest.substring(query);
        }
        return rest.substring(end);
    }
}
