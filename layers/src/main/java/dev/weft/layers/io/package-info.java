/** Model files. */
package dev.weft.layers.io;
