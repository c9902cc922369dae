/** Java's routers beside Skiff's and Jooby's, each asked as its own HTTP code asks it. */
@NullMarked
package dev.skiff.benchmarks.routers;

import org.jspecify.annotations.NullMarked;
