/**
 * The users function in avaje-sigma with avaje-jsonb, the peer with the fastest start. The code that avaje-jsonb
 * generates here could not be null-marked.
 */
package dev.skiff.benchmarks.functions.sigma;
