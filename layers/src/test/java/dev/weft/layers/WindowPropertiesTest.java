package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Network;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Where windows lie, against a definition index by index; and the two maps that they make, im2col and col2im. */
class WindowPropertiesTest {

  /** The windows along one axis, by definition. */
  record Axis(int extent, int kernel, int stride, int dilation, boolean same, int before, int after) {

    int reach() {
      return (kernel - 1) * dilation + 1;
    }

    /** Keras's rule for same padding. */
    int count() {
      return same ? Math.ceilDiv(extent, stride) : (before + extent + after - reach()) / stride + 1;
    }

    /** The pixel under a tap of a window; it may lie in the padding. */
    int pixel(int window, int tap) {
      int missing = Math.max(0, (count() - 1) * stride + reach() - extent);
      return window * stride + tap * dilation - (same ? missing / 2 : before);
    }
  }

  /** A window on an image; generated so that it fits. */
  record Placed(
      int height, int width, int channels, int kernelHeight, int kernelWidth, Size2D stride, Size2D dilation,
      Padding padding) {

    Window window() {
      return Window.of(
          Shape.of(height, width, channels), new Size2D(kernelHeight, kernelWidth), stride, dilation, padding);
    }

    Conv2D.Spec convolution(int filters) {
      return Layers.conv2D(filters, kernelHeight, kernelWidth).withStride(stride.height(), stride.width())
          .withDilation(dilation.height(), dilation.width()).withPadding(padding);
    }

    Axis rows() {
      return new Axis(
          height, kernelHeight, stride.height(), dilation.height(), padding.same(), padding.top(), padding.bottom());
    }

    Axis columns() {
      return new Axis(
          width, kernelWidth, stride.width(), dilation.width(), padding.same(), padding.left(), padding.right());
    }

    int patch() {
      return kernelHeight * kernelWidth * channels;
    }

    /** The patches of an image as a matrix, one row per window: im2col by definition. */
    float[] columns(float[] image) {
      int outHeight = rows().count();
      int outWidth = columns().count();
      float[] columns = new float[outHeight * outWidth * patch()];
      int at = 0;
      for (int i = 0; i < outHeight; i++) {
        for (int j = 0; j < outWidth; j++) {
          for (int u = 0; u < kernelHeight; u++) {
            for (int v = 0; v < kernelWidth; v++) {
              int y = rows().pixel(i, u);
              int x = columns().pixel(j, v);
              for (int c = 0; c < channels; c++) {
                boolean inside = y >= 0 && y < height && x >= 0 && x < width;
                columns[at++] = inside ? image[(y * width + x) * channels + c] : 0;
              }
            }
          }
        }
      }
      return columns;
    }
  }

  @Provide
  Arbitrary<Placed> placed() {
    Arbitrary<Integer> kernel = Arbitraries.integers().between(1, 4);
    Arbitrary<Integer> extra = Arbitraries.integers().between(0, 6);
    Arbitrary<Integer> number = Arbitraries.integers().between(1, 3);
    Arbitrary<Size2D> step = Combinators.combine(number, number).as(Size2D::new);
    Arbitrary<Integer> zeros = Arbitraries.integers().between(0, 2);
    Arbitrary<Padding> padding = Arbitraries.oneOf(
        Arbitraries.of(Padding.VALID, Padding.SAME), Combinators.combine(zeros, zeros, zeros, zeros).as(Padding::of));
    return Combinators
        .combine(extra, extra, Arbitraries.integers().between(1, 5), kernel, kernel, step, step, padding)
        .as((h, w, c, kh, kw, stride, dilation, p) -> {
          int top = p.same() ? kh * dilation.height() : p.top() + p.bottom();
          int left = p.same() ? kw * dilation.width() : p.left() + p.right();
          int height = Math.max(1, (kh - 1) * dilation.height() + 1 - top + h);
          int width = Math.max(1, (kw - 1) * dilation.width() + 1 - left + w);
          return new Placed(height, width, c, kh, kw, stride, dilation, p);
        });
  }

  private static float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 1 + i;
    }
    return numbers;
  }

  @Property(tries = 300)
  void rowsAndTapsOfThePaddedImageAreItsPatches(@ForAll("placed") Placed placed) {
    Window window = placed.window();
    float[] image = numbers(placed.height() * placed.width() * placed.channels());
    float[] padded = new float[window.paddedSize() * 2];
    window.pad(padded, 0, image, 0);
    window.pad(padded, window.paddedSize(), image, 0);
    int[] taps = window.taps();
    float[] gathered = new float[2 * window.pixels() * taps.length * window.tapLength()];
    int at = 0;
    for (int row : window.rows(2)) {
      for (int tap : taps) {
        System.arraycopy(padded, row + tap, gathered, at, window.tapLength());
        at += window.tapLength();
      }
    }
    float[] expected = placed.columns(image);
    assertThat(Arrays.copyOf(gathered, expected.length)).as("first image").containsExactly(expected);
    assertThat(Arrays.copyOfRange(gathered, expected.length, gathered.length)).as("second image")
        .containsExactly(expected);
  }

  @Property(tries = 100)
  void elementsAreTheTapsOneByOne(@ForAll("placed") Placed placed) {
    Window window = placed.window();
    int[] elements = window.product(3).elements();
    assertThat(elements).hasSize(placed.patch());
    for (int i = 0; i < elements.length; i++) {
      assertThat(elements[i]).isEqualTo(window.taps()[i / window.tapLength()] + i % window.tapLength());
    }
  }

  @Property(tries = 100)
  void croppingUndoesPadding(@ForAll("placed") Placed placed) {
    Window window = placed.window();
    float[] image = numbers(placed.height() * placed.width() * placed.channels());
    float[] padded = new float[3 + window.paddedSize()];
    Arrays.fill(padded, 7);
    window.pad(padded, 3, image, 0);
    float[] back = new float[image.length];
    window.crop(back, 0, padded, 3);
    assertThat(back).containsExactly(image);
    assertThat(padded).as("in front").startsWith(7, 7, 7);
    double sum = 0;
    for (int i = 3; i < padded.length; i++) {
      sum += padded[i];
    }
    assertThat(sum).as("the border is 0").isEqualTo(image.length * (image.length + 1.0) / 2);
  }

  @Property(tries = 100)
  void aPoolsWindowsCoverTheirPixelsWithinTheImage(@ForAll("placed") Placed placed) {
    Window window = placed.window();
    float[] image = numbers(placed.height() * placed.width() * placed.channels());
    float[] columns = placed.columns(image);
    int at = 0;
    for (int i = 0; i < window.outHeight(); i++) {
      for (int j = 0; j < window.outWidth(); j++) {
        int inside = 0;
        for (int u = 0; u < placed.kernelHeight(); u++) {
          for (int v = 0; v < placed.kernelWidth(); v++, at += placed.channels()) {
            int pixel = window.pixel(i, u, j, v);
            assertThat(pixel < 0 ? 0 : image[pixel]).as("tap %d, %d of window %d, %d", u, v, i, j)
                .isEqualTo(columns[at]);
            inside += pixel < 0 ? 0 : 1;
          }
        }
        assertThat(window.count(i, j)).as("window %d, %d", i, j).isEqualTo(inside);
      }
    }
  }

  /** A convolution whose filters pick one element of the patch each: its forward is im2col, its backward col2im. */
  private static Network picking(Placed placed) {
    int patch = placed.patch();
    Network network = Sequential.input(placed.height(), placed.width(), placed.channels())
        .add(placed.convolution(patch)).build(1);
    float[] values = network.parameters().values();
    Arrays.fill(values, 0);
    for (int i = 0; i < patch; i++) {
      values[i * patch + i] = 1;
    }
    return network;
  }

  @Property(tries = 100)
  void aConvolutionWithTheIdentityIsIm2col(@ForAll("placed") Placed placed) {
    Network network = picking(placed);
    Batch batch = Batch.reals(network, 1, 1);
    assertThat(LayerRun.training(network, batch).y()).containsExactly(placed.columns(batch.x()));
  }

  @Property(tries = 100)
  void col2imOfIm2colCountsTheWindowsOverEachPixel(@ForAll("placed") Placed placed) {
    Network network = picking(placed);
    Batch batch = Batch.integers(network, 1, 1);
    float[] columns = placed.columns(batch.x());
    float[] places = placed.columns(numbers(batch.x().length));
    float[] expected = new float[batch.x().length];
    for (float place : places) {
      if (place > 0) {
        expected[(int) place - 1] += batch.x()[(int) place - 1];
      }
    }
    LayerRun run = LayerRun.training(network, new Batch(1, batch.x(), columns));
    assertThat(run.dx()).containsExactly(expected);
  }

  @Property(tries = 100)
  void backwardIsTheTransposeOfForward(@ForAll("placed") Placed placed) {
    Network network = Sequential.input(placed.height(), placed.width(), placed.channels())
        .add(placed.convolution(5)).build(1);
    Batch.setIntegers(network.parameters(), 1);
    float[] values = network.parameters().values();
    Arrays.fill(values, values.length - 5, values.length, 0); // no bias: a linear map
    Batch batch = Batch.integers(network, 3, 2);
    for (Kernels kernels : new Kernels[] {Kernels.active(), Kernels.scalar()}) {
      LayerRun run = LayerRun.training(network, batch, kernels, 1);
      double forward = dot(run.y(), batch.dy());
      assertThat(dot(run.dx(), batch.x())).as("⟨x, dx⟩ = ⟨y, dy⟩").isEqualTo(forward);
      assertThat(dot(run.gradients(), values)).as("⟨W, dW⟩ = ⟨y, dy⟩").isEqualTo(forward);
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
