package dev.skiff.examples.orders.cdk;

import java.util.Optional;
import software.constructs.Node;

/**
 * What differs from one deployment to another, told by {@code cdk deploy -c jwtIssuer=… -c jwtAudience=…}.
 *
 * @param jwtIssuer who issues the tokens
 * @param jwtAudience for whom tokens are issued, the id of the app client
 * @param allowedOrigin the web page that may call the API
 * @param alarmTopicArn who hears of messages in a dead-letter queue
 * @param provisionedConcurrency environments of the API that are always ready; with 0 it starts from SnapStart's snapshots
 */
public record Settings(
        String jwtIssuer,
        String jwtAudience,
        String allowedOrigin,
        Optional<String> alarmTopicArn,
        int provisionedConcurrency) {
    static Settings from(Node context) {
        return new Settings(
                text(context, "jwtIssuer").orElse("https://issuer.example"),
                text(context, "jwtAudience").orElse("orders"),
                text(context, "allowedOrigin").orElse("https://shop.example"),
                text(context, "alarmTopicArn"),
                text(context, "provisionedConcurrency").map(Integer::valueOf).orElse(0));
    }

    private static Optional<String> text(Node context, String name) {
        return Optional.ofNullable(context.tryGetContext(name)).map(Object::toString);
    }
}
