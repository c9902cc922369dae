/** The users function written by hand on the streaming parser and generator of jackson-core, nothing between. */
@NullMarked
package dev.skiff.benchmarks.functions.streaming;

import org.jspecify.annotations.NullMarked;
