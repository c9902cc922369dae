/** Reads SAM templates: YAML or JSON in, functions and their event sources out. Knows nothing of how they are run. */
@NullMarked
package dev.skiff.local.template;

import org.jspecify.annotations.NullMarked;
