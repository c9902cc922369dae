package dev.skiff.examples.layer.signups;

import dev.skiff.examples.layer.Signup;

/** Where sign-ups wait for their greeting. */
interface Outbox {
    void put(Signup signup);
}
