/** Hand-written gradients compared with measured slopes: start at {@link dev.weft.layers.check.GradientCheck}. */
package dev.weft.layers.check;
