/** What runs while the class-data archive is made. It is never measured. */
@NullMarked
package dev.skiff.benchmarks.functions.archive;

import org.jspecify.annotations.NullMarked;
