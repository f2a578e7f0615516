/** The training loop and what can listen to it. */
package dev.weft.optim.train;
