/** Chapter 1: tensors and their layout. */
package dev.weft.book.tensors;
