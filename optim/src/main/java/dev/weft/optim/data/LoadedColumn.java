package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import java.util.Objects;

/** A column that a function loads. */
record LoadedColumn(int size, Shape shape, Loader loader) implements Column {

  LoadedColumn {
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(loader, "loader");
    if (size < 0) {
      throw new IllegalArgumentException("expected a number of examples of 0 or more, got " + size);
    }
  }

  @Override
  public void load(int i, float[] to, int at) {
    loader.load(i, to, at);
  }
}
