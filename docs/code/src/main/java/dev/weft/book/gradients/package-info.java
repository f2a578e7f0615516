/** Chapter 10: checking gradients. */
package dev.weft.book.gradients;
