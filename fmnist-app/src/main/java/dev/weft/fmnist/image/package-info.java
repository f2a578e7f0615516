/** Turns pictures of any size into what a network trained on Fashion-MNIST expects. */
package dev.weft.fmnist.image;
