/** Measures of how well a network classifies. */
package dev.weft.optim.metrics;
