/** A page on this machine that shows a training run while it goes on. */
package dev.weft.fmnist.live;
