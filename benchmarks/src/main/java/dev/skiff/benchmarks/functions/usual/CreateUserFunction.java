package dev.skiff.benchmarks.functions.usual;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;

/** {@code POST /users}. */
public final class CreateUserFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        try {
            NewUser newUser = mapper.readValue(event.getBody(), NewUser.class);
            User user = new User(UUID.randomUUID().toString(), newUser.name(), newUser.email());
            return APIGatewayV2HTTPResponse.builder()
                    .withStatusCode(201)
                    .withHeaders(Map.of(
                            "Content-Type",
                            "application/json",
                            "Cache-Control",
                            "no-store",
                            "Location",
                            "/users/" + user.id()))
                    .withBody(mapper.writeValueAsString(user))
                    .build();
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
