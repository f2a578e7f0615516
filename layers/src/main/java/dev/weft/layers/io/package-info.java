/** Networks as files. */
package dev.weft.layers.io;
