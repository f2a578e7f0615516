/**
 * JMH benchmarks, one class a subject; run them with {@code java -jar benchmarks/target/benchmarks.jar}.
 *
 * <p>Scores are operations a second; the counters beside them ({@code :gflops}, {@code :percentOfPeak}, {@code :gigabytes}, {@code
 * :images}) are per second too.
 */
package dev.weft.benchmarks;
