/**
 * What networks learn from. Start at {@link dev.weft.optim.data.Examples}; {@link dev.weft.optim.data.Table} and {@link
 * dev.weft.optim.data.ImageFolder} read files, {@link dev.weft.optim.data.MappedRecords} those larger than the heap.
 */
package dev.weft.optim.data;
