/** What was measured, as {@code docs/performance/results} keeps it: the source of every figure about speed in the documents. */
package dev.weft.book.results;
