package dev.weft.optim.augment;

import dev.weft.core.tensor.Shape;
import java.util.List;

/**
 * Changes examples as an {@link Augmentation} says; one for each thread, with working memory for one example.
 *
 * {@snippet :
 * Augmenter augmenter = new Augmenter(Augmentation.parse("shift 2, rotate 10"), Shape.of(28, 28), 2023);
 * float[] image = new float[28 * 28];
 * augmenter.change(image, 0, 3, 17, -1); // example 17 as it is in epoch 3; it has no class
 * }
 */
public final class Augmenter {

  private static final int MIXING = -1; // the number of a change that no list has

  private final Augmentation augmentation;
  private final long seed;
  private final int[] places;
  private final Pixels pixels;
  private final Draws draws = new Draws();

  /**
   * For examples of a shape.
   *
   * @throws IllegalArgumentException if they are no images, and something is to be done with images
   */
  public Augmenter(Augmentation augmentation, Shape shape, long seed) {
    augmentation.requireImages(shape);
    this.augmentation = augmentation;
    this.seed = seed;
    this.places = places(augmentation.changes());
    this.pixels = shape.rank() == 2 || shape.rank() == 3 ? new Pixels(shape) : null;
  }

  /**
   * Where flips, shifts and cut-outs find their numbers, each where it did when there were no other changes: runs of that time can be
   * continued. −1 for the others.
   */
  private static int[] places(List<ImageChange> changes) {
    int[] places = new int[changes.size()];
    for (int k = 0; k < places.length; k++) {
      ImageChange change = changes.get(k);
      boolean first = changes.subList(0, k).stream().noneMatch(before -> before.getClass() == change.getClass());
      places[k] = !first ? -1 : switch (change) {
        case Shift _ -> 0;
        case Flip flip when flip.way() == Flip.Way.HORIZONTAL -> 2;
        case CutOut _ -> 3;
        default -> -1;
      };
    }
    return places;
  }

  /**
   * Makes the changes to an example where it lies.
   *
   * @param x holds the example, from {@code offset}
   * @param epoch from 0
   * @param example its number in the data
   * @param label its class; −1 if it has none
   */
  public void change(float[] x, int offset, int epoch, int example, int label) {
    if (augmentation.changes().isEmpty()) {
      return;
    }
    draws.begin(seed, epoch, example, label);
    pixels.moveTo(x, offset);
    for (int k = 0; k < augmentation.changes().size(); k++) {
      if (places[k] < 0) {
        draws.beginChange(k);
      } else {
        draws.beginClassicChange(places[k]);
      }
      augmentation.changes().get(k).apply(pixels, draws);
    }
  }

  /** Which of {@code count} examples one is mixed with. */
  public int partner(int epoch, int example, int count) {
    draws.begin(seed, epoch, example, -1);
    draws.beginChange(MIXING);
    return draws.below(count);
  }

  /**
   * Mixes an example with a partner that was changed already; to be called behind {@link #partner}, and {@link #change} of both.
   *
   * @param partner the partner's values, from 0
   * @return what is left of the example, from 0 to 1
   */
  public float mix(float[] x, int offset, float[] partner, int size, int epoch, int example) {
    draws.begin(seed, epoch, example, -1);
    draws.beginChange(MIXING);
    draws.below(1); // behind the draw of the partner
    if (pixels != null) {
      pixels.moveTo(x, offset);
    }
    return augmentation.mixing().mix(x, offset, partner, size, pixels, draws);
  }
}
