/** Skiff's batch function. */
@NullMarked
package dev.skiff.benchmarks.functions.batch;

import org.jspecify.annotations.NullMarked;
