/**
 * Files. Start at {@link dev.weft.core.io.Safetensors} for tensors in files, at {@link dev.weft.core.io.TorchFile} for PyTorch's, at {@link
 * dev.weft.core.io.AtomicFiles} for files that are replaced whole, and at {@link dev.weft.core.io.Json} for strict JSON.
 */
package dev.weft.core.io;
