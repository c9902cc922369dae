/** The entry point of a function, the JSON seam, the log context and the life cycle. Knows nothing of routes, queues or secrets. */
@NullMarked
package dev.skiff.core;

import org.jspecify.annotations.NullMarked;
