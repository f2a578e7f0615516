package dev.weft.core.io;

/** The element types the safetensors format knows, by the names it gives them; {@link Elements} tells which of them can be loaded. */
enum Dtype {
  BOOL(8),
  F4(4),
  F6_E2M3(6),
  F6_E3M2(6),
  U8(8),
  I8(8),
  F8_E5M2(8),
  F8_E4M3(8),
  F8_E8M0(8),
  F8_E4M3FNUZ(8),
  F8_E5M2FNUZ(8),
  I16(16),
  U16(16),
  F16(16),
  BF16(16),
  I32(32),
  U32(32),
  F32(32),
  C64(64),
  F64(64),
  I64(64),
  U64(64);

  private final int bits;

  Dtype(int bits) {
    this.bits = bits;
  }

  /** The type with this name, or null. */
  static Dtype named(String name) {
    for (Dtype dtype : values()) {
      if (dtype.name().equals(name)) {
        return dtype;
      }
    }
    return null;
  }

  /** The bytes that so many elements take; −1 if they do not fill their last byte. */
  long bytes(long elements) {
    long total = elements * bits;
    return total % 8 == 0 ? total / 8 : -1;
  }
}
