/** What the figures of the book are drawn with. */
package dev.weft.book.figure;
