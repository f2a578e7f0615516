/** Draws the charts of {@code docs/benchmarks.md} from the results of benchmarks. */
package dev.weft.benchmarks.chart;
