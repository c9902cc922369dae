/** Templates that run while tests do. Needs JUnit Jupiter 5, which a project brings itself. */
@NullMarked
package dev.skiff.local.junit;

import org.jspecify.annotations.NullMarked;
