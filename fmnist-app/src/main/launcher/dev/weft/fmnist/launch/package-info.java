/** The entry point of the runnable jar, written in Java 8. */
package dev.weft.fmnist.launch;
