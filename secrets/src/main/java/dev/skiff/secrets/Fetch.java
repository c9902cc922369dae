package dev.skiff.secrets;

import java.time.Duration;

/** What is asked for, and the call for it. */
interface Fetch {
    /** As users wrote it. */
    String id();

    /** What the cache knows it by: the id and everything else that makes for another value. */
    String key();

    Content fetch(boolean cachesBypassed, Duration timeout) throws Exception;
}
