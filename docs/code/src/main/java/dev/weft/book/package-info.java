/** The programs of the book in {@code docs/book}: one package a chapter. */
package dev.weft.book;
