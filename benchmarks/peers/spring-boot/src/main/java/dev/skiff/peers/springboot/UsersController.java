package dev.skiff.peers.springboot;

import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/users")
public class UsersController {
    @GetMapping("/{id}")
    public User find(@PathVariable String id) {
        return new User(id, "User " + id, id + "@example.com");
    }

    @PostMapping
    public ResponseEntity<User> create(@RequestBody NewUser newUser) {
        User user = new User(Integer.toHexString(newUser.email().hashCode()), newUser.name(), newUser.email());
        return ResponseEntity.created(URI.create("/users/" + user.id())).body(user);
    }
}
