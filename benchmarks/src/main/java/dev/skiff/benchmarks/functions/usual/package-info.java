/**
 * The users functions as they are usually written: events of aws-lambda-java-events, bodies through databind, nothing
 * said about null.
 */
package dev.skiff.benchmarks.functions.usual;
