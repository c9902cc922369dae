/** A source for tests. */
@NullMarked
package dev.skiff.secrets.testing;

import org.jspecify.annotations.NullMarked;
