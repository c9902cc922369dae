/** HTTP on Lambda: events to requests, routes, filters, responses to answers. */
@NullMarked
package dev.skiff.routing;

import org.jspecify.annotations.NullMarked;
