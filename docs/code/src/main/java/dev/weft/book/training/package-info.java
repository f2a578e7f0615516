/** Chapter 11: training on Fashion-MNIST. */
package dev.weft.book.training;
