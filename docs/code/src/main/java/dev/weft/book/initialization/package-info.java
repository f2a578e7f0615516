/** Chapter 8: the first values of weights. */
package dev.weft.book.initialization;
