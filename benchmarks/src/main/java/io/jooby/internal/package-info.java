/** What opens Jooby's table of routes to the benchmarks. */
@NullMarked
package io.jooby.internal;

import org.jspecify.annotations.NullMarked;
