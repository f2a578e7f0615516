/** Measures of how well a network does. Start at {@link dev.weft.optim.metrics.Metrics}. */
package dev.weft.optim.metrics;
