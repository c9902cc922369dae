/** The seams of a batch on the AWS SDK for Java 2, which the module doesn't bring along: add {@code software.amazon.awssdk:sqs} or {@code dynamodb}. */
@NullMarked
package dev.skiff.batch.aws;

import org.jspecify.annotations.NullMarked;
