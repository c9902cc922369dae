/** Fake contexts and events true to AWS, and a client that calls a function in memory as each source would. Speaks bytes. */
@NullMarked
package dev.skiff.testing;

import org.jspecify.annotations.NullMarked;
