package dev.skiff.examples.hello;

import dev.skiff.routing.HttpException;

/** Stands where a database would: it knows everybody and keeps nobody. */
final class Users {
    User find(String id) {
        return new User(id, "User " + id, id + "@example.com");
    }

    User add(NewUser user) {
        if (user.name() == null || user.name().isBlank()) {
            throw HttpException.badRequest("A user needs a name");
        }
        if (user.email() == null || user.email().indexOf('@') < 1) {
            throw HttpException.badRequest("A user needs an email address");
        }
        return new User(idOf(user), user.name(), user.email());
    }

    /** The same for the same address, so that posting twice creates one user. */
    private static String idOf(NewUser user) {
        return Integer.toHexString(user.email().hashCode());
    }
}
