/** Chapter 2: one neuron and its gradient. */
package dev.weft.book.neuron;
