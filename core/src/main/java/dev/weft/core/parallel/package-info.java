/** A pool of fixed workers for the parallel parts of a training step. */
package dev.weft.core.parallel;
