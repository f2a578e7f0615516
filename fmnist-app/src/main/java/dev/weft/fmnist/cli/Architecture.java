package dev.weft.fmnist.cli;

import java.util.Locale;

/** The networks that {@code train} knows, by the names the user types. */
enum Architecture {
  /** The reference network with dropout. */
  DROPOUT,
  /** The same without dropout. */
  BASELINE;

  /** The name the user types. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
