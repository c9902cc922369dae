/** Secrets Manager and SSM Parameter Store values as live handles, cached where the handler lives. */
@NullMarked
package dev.skiff.secrets;

import org.jspecify.annotations.NullMarked;
