/** Reads what Keras has saved; {@link dev.weft.keras.KerasFile} is where to start. */
package dev.weft.keras;
