/** Sources for tests: in memory, and behind the protocol of the extension. */
@NullMarked
package dev.skiff.secrets.testing;

import org.jspecify.annotations.NullMarked;
