/** The kernel ladder: the same convolutions computed in ever faster ways, each checked against the textbook's loops. */
package dev.weft.benchmarks.conv;
