package dev.skiff.examples.layer.greetings;

/** Stands where a mail service would: what it would send, it writes into the log, without the address. */
final class PrintedMail implements Mail {
    @Override
    public void send(String address, String text) {
        System.out.println(text);
    }
}
