package dev.skiff.peers.quarkus;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/users")
public class UsersResource {
    @GET
    @Path("/{id}")
    public User find(String id) {
        return new User(id, "User " + id, id + "@example.com");
    }

    @POST
    public RestResponse<User> create(NewUser newUser) {
        User user = new User(Integer.toHexString(newUser.email().hashCode()), newUser.name(), newUser.email());
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, user)
                .header("Location", "/users/" + user.id())
                .build();
    }
}
