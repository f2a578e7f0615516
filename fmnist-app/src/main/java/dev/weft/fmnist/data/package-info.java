/** Fashion-MNIST: where it is found, how its files are read, and the sample that comes with the application. */
package dev.weft.fmnist.data;
