/** A source on the AWS SDK for Java 2, which the module doesn't bring along: add {@code software.amazon.awssdk:secretsmanager}, and {@code ssm} for parameters. */
@NullMarked
package dev.skiff.secrets.aws;

import org.jspecify.annotations.NullMarked;
