package dev.skiff.peers.springcloudfunction;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.function.Function;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.cloud.function.context.FunctionRegistration;
import org.springframework.cloud.function.context.FunctionalSpringApplication;
import org.springframework.cloud.function.json.JsonMapper;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * One function for each route: {@code spring.cloud.function.definition} says which of them this one is. In the functional
 * style, which the manual says starts much faster than beans; there the body of a request isn't turned into a function's
 * input (in 5.0.5), so that functions take the event.
 */
@SpringBootConfiguration
public class Application implements ApplicationContextInitializer<GenericApplicationContext> {
    public static void main(String[] args) {
        FunctionalSpringApplication.run(Application.class, args);
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        register(context, "find", Application::find);
        register(context, "create", event -> create(newUser(context, event)));
    }

    private static void register(
            GenericApplicationContext context, String name, Function<APIGatewayV2HTTPEvent, Message<User>> function) {
        ResolvableType type = ResolvableType.forClassWithGenerics(
                Function.class,
                ResolvableType.forClass(APIGatewayV2HTTPEvent.class),
                ResolvableType.forClassWithGenerics(Message.class, User.class));
        context.registerBean(name, FunctionRegistration.class, () -> new FunctionRegistration<>(function, name)
                .type(type.getType()));
    }

    private static NewUser newUser(GenericApplicationContext context, APIGatewayV2HTTPEvent event) {
        return context.getBean(JsonMapper.class).fromJson(event.getBody(), NewUser.class);
    }

    private static Message<User> find(APIGatewayV2HTTPEvent event) {
        String id = event.getPathParameters().get("id");
        return answer(new User(id, "User " + id, id + "@example.com")).build();
    }

    private static Message<User> create(NewUser newUser) {
        User user = new User(Integer.toHexString(newUser.email().hashCode()), newUser.name(), newUser.email());
        return answer(user)
                .setHeader("statusCode", 201)
                .setHeader("Location", "/users/" + user.id())
                .build();
    }

    private static MessageBuilder<User> answer(User user) {
        return MessageBuilder.withPayload(user)
                .setHeader("Content-Type", "application/json")
                .setHeader("Cache-Control", "no-store");
    }
}
