/** Event files for TensorBoard. */
package dev.weft.fmnist.tensorboard;
