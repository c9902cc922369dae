package dev.skiff.examples.uploads;

/** The file isn't what it should be, and won't be when it is read again. */
final class StockException extends Exception {
    StockException(String message) {
        super(message);
    }
}
