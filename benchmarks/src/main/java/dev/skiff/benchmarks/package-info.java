/** Benchmarks, run by the scripts of this module. {@link dev.skiff.benchmarks.ColdStart} is the one of cold starts. */
@NullMarked
package dev.skiff.benchmarks;

import org.jspecify.annotations.NullMarked;
