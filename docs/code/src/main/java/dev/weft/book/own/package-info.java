/** Chapter 13: a layer that the library does not have. */
package dev.weft.book.own;
