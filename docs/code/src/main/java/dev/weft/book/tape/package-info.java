/** Chapter 3: the chain rule on a graph. */
package dev.weft.book.tape;
