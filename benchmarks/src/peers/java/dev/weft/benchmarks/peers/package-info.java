/** Benchmarks of other libraries that are too large for the default jar; the Maven profile {@code peers} adds them. */
package dev.weft.benchmarks.peers;
