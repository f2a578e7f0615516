package dev.weft.optim.data;

/**
 * Examples in two parts that share the data: {@code Split<Dataset>} of a dataset.
 *
 * <p>{@link Dataset#positions} of each part of a dataset tells where its examples lie in the stored data.
 *
 * {@snippet :
 * Split<? extends Examples> split = training.split(0.25, 1);
 * trainer.validateOn(split.validation()).fit(split.training());
 * }
 *
 * @param training the examples to learn from
 * @param validation the examples held out
 */
public record Split<E extends Examples>(E training, E validation) {}
