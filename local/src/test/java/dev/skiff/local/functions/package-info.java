/** Functions that the tests run. */
@NullMarked
package dev.skiff.local.functions;

import org.jspecify.annotations.NullMarked;
