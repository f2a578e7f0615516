/** The Markdown pages of the documents, and the programs that they name. */
package dev.weft.book.pages;
