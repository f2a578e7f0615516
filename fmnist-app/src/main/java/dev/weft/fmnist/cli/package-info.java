/** The commands of the application. */
package dev.weft.fmnist.cli;
