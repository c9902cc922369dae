/** The routes and requests that routers are compared with, and what runs each router under JMH. */
@NullMarked
package dev.skiff.benchmarks.routes;

import org.jspecify.annotations.NullMarked;
