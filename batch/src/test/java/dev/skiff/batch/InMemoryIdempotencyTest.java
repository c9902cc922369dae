package dev.skiff.batch;

import java.time.InstantSource;

class InMemoryIdempotencyTest extends IdempotencyStoreContract {
    @Override
    protected IdempotencyStore store(InstantSource clock) {
        return InMemoryIdempotency.create(clock);
    }

    @Override
    protected int rounds() {
        return 200;
    }
}
