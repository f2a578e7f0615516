package dev.weft.layers.engine;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;

/**
 * Random orthogonal matrices: normal vectors, each made orthogonal to those before it (Gram and Schmidt) and of length 1. Since the normal
 * distribution looks the same from every side, no direction is preferred.
 */
final class OrthogonalMatrix {

  private OrthogonalMatrix() {}

  /** Writes a parameter as a matrix with its last axis as columns: its columns are orthogonal, or its rows if there are fewer. */
  static void fill(float[] values, int offset, Shape shape, float gain, long key) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "expected a parameter of two axes or more for orthogonal first values, got shape " + shape);
    }
    int columns = shape.dim(-1);
    int rows = shape.size() / Math.max(1, columns);
    double[][] vectors = vectors(Math.min(rows, columns), Math.max(rows, columns), key);
    for (int i = 0; i < vectors.length; i++) {
      for (int j = 0; j < vectors[i].length; j++) {
        int place = rows < columns ? i * columns + j : j * columns + i;
        values[offset + place] = (float) (gain * vectors[i][j]);
      }
    }
  }

  private static double[][] vectors(int count, int length, long key) {
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < length; j++) {
        vectors[i][j] = CounterRandom.gaussian(key, i * length + j);
      }
      for (int twice = 0; twice < 2; twice++) { // once leaves what rounding does to nearly parallel vectors
        for (int before = 0; before < i; before++) {
          add(vectors[i], -dot(vectors[i], vectors[before]), vectors[before]);
        }
      }
      double norm = Math.sqrt(dot(vectors[i], vectors[i]));
      for (int j = 0; j < length; j++) {
        vectors[i][j] /= norm;
      }
    }
    return vectors;
  }

  private static double dot(double[] a, double[] b) {
    double s0 = 0; // four sums, none of which waits for another
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 4 <= a.length; j += 4) {
      s0 += a[j] * b[j];
      s1 += a[j + 1] * b[j + 1];
      s2 += a[j + 2] * b[j + 2];
      s3 += a[j + 3] * b[j + 3];
    }
    for (; j < a.length; j++) {
      s0 += a[j] * b[j];
    }
    return s0 + s1 + (s2 + s3);
  }

  private static void add(double[] to, double factor, double[] vector) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * vector[j];
    }
  }
}
