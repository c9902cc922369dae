package dev.skiff.peers.springcloudfunction;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/** One function for each route: {@code spring.cloud.function.definition} says which of them this one is. */
@SpringBootApplication
public class Application {
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @Bean
    public Function<APIGatewayV2HTTPEvent, Message<User>> find() {
        return event -> {
            String id = event.getPathParameters().get("id");
            return answer(new User(id, "User " + id, id + "@example.com")).build();
        };
    }

    @Bean
    public Function<NewUser, Message<User>> create() {
        return newUser -> {
            User user = new User(Integer.toHexString(newUser.email().hashCode()), newUser.name(), newUser.email());
            return answer(user)
                    .setHeader("statusCode", 201)
                    .setHeader("Location", "/users/" + user.id())
                    .build();
        };
    }

    private static MessageBuilder<User> answer(User user) {
        return MessageBuilder.withPayload(user)
                .setHeader("Content-Type", "application/json")
                .setHeader("Cache-Control", "no-store");
    }
}
