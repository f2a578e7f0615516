/**
 * Random numbers that depend on nothing but what was asked for.
 *
 * <p>{@link dev.weft.core.random.CounterRandom} has no state to seed, share, lock or save: a draw is a pure function
 * of a seed, a stream and an index. Threads may therefore draw in any order, and a resumed training run draws what the
 * interrupted one would have drawn.
 */
package dev.weft.core.random;
