package dev.skiff.routing;

import java.util.List;

/** The header that tells caches which of the request's headers an answer depends on. */
final class Vary {
    private static final String NAME = "Vary";

    private Vary() {}

    /** The response with a request header's name added to those it varies by, in one line and each once. */
    static Response plus(Response response, String header) {
        List<String> names = response.headers().elements(NAME);
        for (String name : names) {
            if (name.equals("*") || name.equalsIgnoreCase(header)) {
                return response;
            }
        }
        return response.withHeader(NAME, names.isEmpty() ? header : String.join(", ", names) + ", " + header);
    }
}
