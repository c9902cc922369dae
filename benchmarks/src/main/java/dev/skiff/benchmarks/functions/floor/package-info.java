/** The least a function can do: it answers bytes that it was compiled with. */
@NullMarked
package dev.skiff.benchmarks.functions.floor;

import org.jspecify.annotations.NullMarked;
