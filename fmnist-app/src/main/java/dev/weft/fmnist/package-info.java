/** The commands of the Fashion-MNIST application. */
package dev.weft.fmnist;
