/** Chapter 9: gradient descent, momentum, Adam and weight decay. */
package dev.weft.book.optimizers;
