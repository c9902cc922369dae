package dev.skiff.examples.uploads;

/** Where it is told what was read. */
public interface Topic {
    void publish(Imported message);
}
