/** Typed functions for triggers that aren't HTTP and aren't batches: S3, SNS, EventBridge, schedules, CloudWatch Logs and Cognito user pools. */
@NullMarked
package dev.skiff.core.events;

import org.jspecify.annotations.NullMarked;
