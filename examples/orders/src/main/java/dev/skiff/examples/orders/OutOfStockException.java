package dev.skiff.examples.orders;

/** The warehouse can't deliver. */
public final class OutOfStockException extends RuntimeException {
    OutOfStockException(String message) {
        super(message);
    }
}
