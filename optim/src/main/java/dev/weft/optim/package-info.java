/** Optimisers and learning-rate schedules. */
package dev.weft.optim;
