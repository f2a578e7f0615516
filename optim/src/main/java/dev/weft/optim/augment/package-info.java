/**
 * Random changes of training examples. Start at {@link dev.weft.optim.augment.Augmentation}; the changes are in {@link
 * dev.weft.optim.augment.ImageChanges}, and one's own is an {@link dev.weft.optim.augment.ImageChange}.
 */
package dev.weft.optim.augment;
