package dev.skiff.local;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a policy document says of one ARN and {@code execute-api:Invoke}. Conditions aren't looked at. */
enum Policy {
    ALLOWED,
    DENIED,
    SILENT;

    private static final String ACTION = "execute-api:invoke";

    /** A denial wins. */
    static Policy of(@Nullable Object document, String arn) {
        Object statements = document instanceof Map<?, ?> policy ? policy.get("Statement") : null;
        Policy verdict = SILENT;
        for (Object one : listed(statements)) {
            if (one instanceof Map<?, ?> statement && applies(statement, arn)) {
                if (!"Allow".equals(statement.get("Effect"))) {
                    return DENIED;
                }
                verdict = ALLOWED;
            }
        }
        return verdict;
    }

    private static boolean applies(Map<?, ?> statement, String arn) {
        return listed(statement.get("Action")).stream()
                        .anyMatch(action -> matches(String.valueOf(action).toLowerCase(Locale.ROOT), ACTION))
                && listed(statement.get("Resource")).stream()
                        .anyMatch(resource -> matches(String.valueOf(resource), arn));
    }

    private static List<?> listed(@Nullable Object oneOrMany) {
        if (oneOrMany instanceof List<?> many) {
            return many;
        }
        return oneOrMany == null ? List.of() : List.of(oneOrMany);
    }

    /** {@code *} stands for any text, {@code ?} for one character. */
    private static boolean matches(String pattern, String text) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int next = 0;
        while (next < text.length()) {
            if (at < pattern.length()
                    && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(next))
                    && pattern.charAt(at) != '*') {
                at++;
                next++;
            } else if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = next;
            } else if (star >= 0) {
                at = star + 1;
                next = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(c -> c == '*');
    }
}
