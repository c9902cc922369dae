package dev.skiff.routing;

import java.util.List;

/** Reads the cookies a client sent: {@code a=1; b=2}, or one of them a string. Values are kept as they are. */
final class RequestCookies {
    private RequestCookies() {}

    static Parameters parse(List<String> lines) {
        Pairs cookies = new Pairs();
        for (String line : lines) {
            parse(line, cookies);
        }
        return new Parameters(cookies);
    }

    private static void parse(String line, Pairs cookies) {
        int start = 0;
        while (start < line.length()) {
            int end = line.indexOf(';', start);
            if (end < 0) {
                end = line.length();
            }
            int equals = line.indexOf('=', start);
            if (equals > start && equals < end) {
                cookies.add(
                        line.substring(start, equals).strip(),
                        line.substring(equals + 1, end).strip());
            }
            start = end + 1;
        }
    }
}
