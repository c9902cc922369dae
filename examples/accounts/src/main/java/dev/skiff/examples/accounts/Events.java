package dev.skiff.examples.accounts;

/** Where account events go. */
public interface Events {
    void publish(AccountOpened event);
}
