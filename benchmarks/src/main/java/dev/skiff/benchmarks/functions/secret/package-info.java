/** Functions that read one secret and answer it: by Skiff, and by AWS's SDK. */
@NullMarked
package dev.skiff.benchmarks.functions.secret;

import org.jspecify.annotations.NullMarked;
