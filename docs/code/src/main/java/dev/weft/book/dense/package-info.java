/** Chapter 4: the dense layer. */
package dev.weft.book.dense;
