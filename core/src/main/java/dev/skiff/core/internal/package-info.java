/** Plumbing that Skiff's modules share. Not for users: it changes without notice. */
@NullMarked
package dev.skiff.core.internal;

import org.jspecify.annotations.NullMarked;
