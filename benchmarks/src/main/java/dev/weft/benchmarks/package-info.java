/** JMH benchmarks; run them with {@code java -jar benchmarks/target/benchmarks.jar}. */
package dev.weft.benchmarks;
