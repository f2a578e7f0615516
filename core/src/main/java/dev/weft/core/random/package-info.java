/** Random numbers as a pure function of seed, stream and index. */
package dev.weft.core.random;
