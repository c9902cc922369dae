/** Functions that build a table of routes while they are constructed, match once, and answer how long that took. */
@NullMarked
package dev.skiff.benchmarks.functions.table;

import org.jspecify.annotations.NullMarked;
