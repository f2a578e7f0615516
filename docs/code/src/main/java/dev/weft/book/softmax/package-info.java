/** Chapter 7: softmax and cross-entropy. */
package dev.weft.book.softmax;
