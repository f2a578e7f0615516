/** Files: whole-file replacement, strict JSON, and tensors in the safetensors format. */
package dev.weft.core.io;
