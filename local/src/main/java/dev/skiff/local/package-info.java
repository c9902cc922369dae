/** Runs a SAM template on this machine: every function in a JVM of its own under AWS's Runtime Interface Client. */
@NullMarked
package dev.skiff.local;

import org.jspecify.annotations.NullMarked;
