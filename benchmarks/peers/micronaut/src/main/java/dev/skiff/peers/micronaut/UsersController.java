package dev.skiff.peers.micronaut;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.net.URI;

@Controller("/users")
class UsersController {
    @Get("/{id}")
    User find(String id) {
        return new User(id, "User " + id, id + "@example.com");
    }

    @Post
    HttpResponse<User> create(@Body NewUser newUser) {
        User user = new User(Integer.toHexString(newUser.email().hashCode()), newUser.name(), newUser.email());
        return HttpResponse.created(user, URI.create("/users/" + user.id()));
    }
}
