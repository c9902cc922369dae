package dev.skiff.peers.jersey;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {
    @GET
    @Path("/{id}")
    public User find(@PathParam("id") String id) {
        return new User(id, "User " + id, id + "@example.com");
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(NewUser newUser) {
        User user = new User(Integer.toHexString(newUser.email().hashCode()), newUser.name(), newUser.email());
        return Response.status(Response.Status.CREATED)
                .header("Location", "/users/" + user.id())
                .entity(user)
                .build();
    }
}
