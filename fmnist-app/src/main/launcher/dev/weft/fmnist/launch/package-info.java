/**
 * Starts the application under a Java that can run it. Compiled for Java 8, so that an old {@code java} can at least
 * look for a new one.
 */
package dev.weft.fmnist.launch;
