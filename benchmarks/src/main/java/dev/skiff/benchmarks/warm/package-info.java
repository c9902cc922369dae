/** What JMH runs of a function that is warm: whole events, codecs. */
@NullMarked
package dev.skiff.benchmarks.warm;

import org.jspecify.annotations.NullMarked;
