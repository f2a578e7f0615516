/** Chapter 5: convolution. */
package dev.weft.book.convolution;
