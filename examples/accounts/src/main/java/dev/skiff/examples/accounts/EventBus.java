package dev.skiff.examples.accounts;

import dev.skiff.core.JsonCodec;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** The account events' own bus in EventBridge. */
final class EventBus implements Events {
    static final String SOURCE = "example.accounts";
    static final String ACCOUNT_OPENED = "AccountOpened";

    private final EventBridgeClient client;
    private final String bus;
    private final JsonCodec json = JsonCodec.jacksonJr();

    private EventBus(EventBridgeClient client, String bus) {
        this.client = client;
        this.bus = bus;
    }

    static EventBus fromEnvironment() {
        return new EventBus(
                EventBridgeClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .build(),
                System.getenv("EVENT_BUS"));
    }

    /** PutEvents answers 200 also when the event wasn't taken. */
    @Override
    public void publish(AccountOpened event) {
        PutEventsResponse response = client.putEvents(put -> put.entries(entry -> entry.eventBusName(bus)
                .source(SOURCE)
                .detailType(ACCOUNT_OPENED)
                .detail(new String(json.write(event), StandardCharsets.UTF_8))));
        if (response.failedEntryCount() > 0) {
            throw new IllegalStateException("The bus didn't take the event: "
                    + response.entries().get(0).errorCode());
        }
    }
}
