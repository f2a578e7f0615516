/** Datasets, splits and batches. */
package dev.weft.optim.data;
