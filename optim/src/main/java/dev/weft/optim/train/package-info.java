/**
 * The training loop and what can listen to it: start at {@link dev.weft.optim.train.Trainer}. {@link dev.weft.optim.train.Callback} is what
 * listens, {@link dev.weft.optim.train.Evaluator} measures a network that is trained.
 */
package dev.weft.optim.train;
