package dev.skiff.examples.layer.greetings;

/** How somebody is greeted. */
interface Mail {
    void send(String address, String text);
}
