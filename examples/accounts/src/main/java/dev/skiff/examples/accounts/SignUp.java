package dev.skiff.examples.accounts;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.events.CognitoEvent;
import dev.skiff.core.events.CognitoException;
import dev.skiff.core.events.CognitoFunction;
import dev.skiff.core.events.CognitoResponse;
import dev.skiff.core.events.CognitoTrigger;
import dev.skiff.core.events.CognitoTriggers;
import java.util.Locale;
import java.util.Set;

/**
 * Who may sign up: everybody but those with throw-away addresses; colleagues needn't confirm theirs. Cognito waits for the
 * answer, five seconds at most, and shows a {@link CognitoException} to the user as it is.
 */
public final class SignUp extends CognitoFunction {
    public SignUp() {
        this(environment("OWN_DOMAIN"), Set.of(environment("BLOCKED_DOMAINS").split(",")));
    }

    SignUp(String ownDomain, Set<String> blockedDomains) {
        super(CognitoTriggers.of(
                CognitoTrigger.PRE_SIGN_UP, (event, context) -> answer(event, context, ownDomain, blockedDomains)));
    }

    private static CognitoResponse answer(
            CognitoEvent event, Context context, String ownDomain, Set<String> blockedDomains) {
        String domain = domain(event);
        if (blockedDomains.contains(domain)) {
            context.getLogger().log("Refused a sign-up from " + domain); // the domain, never the address
            throw new CognitoException("Please sign up with another e-mail address");
        }
        boolean trusted = domain.equals(ownDomain);
        return event.response().withAutoConfirmUser(trusted).withAutoVerifyEmail(trusted);
    }

    private static String domain(CognitoEvent event) {
        String email = event.userAttributes().getOrDefault("email", "");
        int at = email.lastIndexOf('@');
        if (at < 1) {
            throw new CognitoException("Please sign up with an e-mail address");
        }
        return email.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    private static String environment(String name) {
        return System.getenv().getOrDefault(name, "");
    }
}
