/**
 * Optimisers and learning-rate schedules: start at {@link dev.weft.optim.Optimizers} and {@link dev.weft.optim.Schedules}. What trains
 * with them is in {@link dev.weft.optim.train}.
 */
package dev.weft.optim;
