package dev.weft.optim.data;

/**
 * A dataset in two parts that share its bytes.
 *
 * <p>{@link Dataset#positions} of each part tells where its examples lie in the stored data.
 *
 * @param training the examples to learn from
 * @param validation the examples held out
 */
public record Split(Dataset training, Dataset validation) {}
