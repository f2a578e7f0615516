package dev.weft.core.tensor;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.Product;
import java.util.Arrays;

/** Matrix products of tensors by NumPy's rules; the arithmetic itself is {@link Kernels#multiply}. */
final class MatrixProduct {

  private MatrixProduct() {}

  static Tensor matmul(Tensor a, Tensor b) {
    if (a.rank() == 0 || b.rank() == 0) {
      throw mismatch(a, b, "at least one axis each");
    }
    if (a.rank() == 1) {
      Tensor product = matmul(a.expandDims(0), b);
      return product.squeeze(b.rank() == 1 ? 0 : -2);
    }
    if (b.rank() == 1) {
      return batched(a, b.expandDims(1)).squeeze(-1);
    }
    return batched(a, b);
  }

  private static Tensor batched(Tensor a, Tensor b) {
    int m = a.dim(-2);
    int k = a.dim(-1);
    int n = b.dim(-1);
    if (b.dim(-2) != k) {
      throw mismatch(a, b, "as many columns on the left as rows on the right");
    }
    Shape aBatch = leading(a.shape());
    Shape bBatch = leading(b.shape());
    Shape batch = Broadcast.shape(aBatch, bBatch);
    int[] dims = Arrays.copyOf(batch.dims(), batch.rank() + 2);
    dims[batch.rank()] = m;
    dims[batch.rank() + 1] = n;
    Tensor result = Tensor.zeros(dims);
    if (result.size() > 0 && k > 0) {
      Products products = new Products(a.array(), b.array(), result.array(), m, k, n);
      int[] aStrides = scaled(Broadcast.strides(aBatch, batch.rank()), m * k);
      int[] bStrides = scaled(Broadcast.strides(bBatch, batch.rank()), k * n);
      products.all(batch, 0, a.offset(), aStrides, b.offset(), bStrides);
    }
    return result;
  }

  private static Shape leading(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.dims(), shape.rank() - 2));
  }

  private static int[] scaled(int[] strides, int factor) {
    for (int i = 0; i < strides.length; i++) {
      strides[i] *= factor;
    }
    return strides;
  }

  private static IllegalArgumentException mismatch(Tensor a, Tensor b, String expected) {
    return new IllegalArgumentException(
        "expected " + expected + " in a matrix product, got shapes " + a.shape() + " and " + b.shape());
  }

  /** Products of m × k by k × n matrices, written one after the other. */
  private static final class Products {
    private final Kernels kernels = Kernels.active();
    private final float[] a;
    private final float[] b;
    private final float[] c;
    private final int m;
    private final int k;
    private final int n;
    private final int[] rows;
    private final float[] packed;
    private final float[] zeros;
    private final Product product;
    private int packedFrom = -1;
    private int cStart;

    Products(float[] a, float[] b, float[] c, int m, int k, int n) {
      this.a = a;
      this.b = b;
      this.c = c;
      this.m = m;
      this.k = k;
      this.n = n;
      this.packed = new float[kernels.packedSize(k, n)];
      this.zeros = new float[n];
      this.product = Product.ofMatrices(k, n);
      this.rows = new int[m];
      for (int i = 0; i < m; i++) {
        rows[i] = i * k;
      }
    }

    void all(Shape batch, int axis, int aStart, int[] aStrides, int bStart, int[] bStrides) {
      if (axis == batch.rank()) {
        one(aStart, bStart);
        return;
      }
      for (int i = 0; i < batch.dim(axis); i++) {
        all(batch, axis + 1, aStart + i * aStrides[axis], aStrides, bStart + i * bStrides[axis], bStrides);
      }
    }

    private void one(int aStart, int bStart) {
      if (packedFrom != bStart) {
        kernels.pack(packed, 0, b, bStart, n, 1, k, n, 0, n);
        packedFrom = bStart;
      }
      kernels.multiply(c, cStart, zeros, 0, a, aStart, rows, 0, m, packed, 0, product);
      cStart += m * n;
    }
  }
}
