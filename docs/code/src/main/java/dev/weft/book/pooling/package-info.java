/** Chapter 6: pooling and dropout. */
package dev.weft.book.pooling;
