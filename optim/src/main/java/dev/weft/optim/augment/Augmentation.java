package dev.weft.optim.augment;

import dev.weft.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How training examples are changed at random, so that a network sees none of them twice: image changes one after the other, then perhaps
 * {@link Mixing} with another example.
 *
 * {@snippet :
 * Augmentation augmentation =
 *     Augmentation.of(flip(), shift(2), affine().rotation(10).withProbability(0.5)).mixing(Mixing.mixup(0.2));
 * augmentation.equals(Augmentation.parse("flip, shift 2, rotate 10 at 0.5, mixup 0.2")); // = true
 * }
 *
 * <p>What happens to an example is a pure function of (seed, epoch, its place in the data), so it depends neither on the batch nor on
 * the thread that loads it. The workers that compute on examples change them.
 *
 * @param changes in their order
 * @param mixing with other examples; null for none
 */
public record Augmentation(List<ImageChange> changes, Mixing mixing) {

  private static final Augmentation NONE = new Augmentation(List.of(), null);

  /** Copies the list. */
  public Augmentation {
    changes = List.copyOf(changes);
  }

  /** Leaves every example as it is. */
  public static Augmentation none() {
    return NONE;
  }

  /** These changes, one after the other. */
  public static Augmentation of(ImageChange... changes) {
    return new Augmentation(List.of(changes), null);
  }

  /**
   * The augmentation that a line of text such as {@code flip, shift 2, rotate 10 + scale 0.9 1.1 at 0.5, mixup 0.2} describes, which is
   * what {@link #toString} writes. A change may end with {@code at} and a probability, and with {@code for} and numbers of classes.
   *
   * @throws IllegalArgumentException if it describes none; the message says what is known
   */
  public static Augmentation parse(String text) {
    return AugmentationText.parse(text);
  }

  /** A copy with one more change behind the others. */
  public Augmentation then(ImageChange change) {
    List<ImageChange> longer = new ArrayList<>(changes);
    longer.add(Objects.requireNonNull(change, "change"));
    return new Augmentation(longer, mixing);
  }

  /** A copy that mixes examples after they were changed. */
  public Augmentation mixing(Mixing mixing) {
    return new Augmentation(changes, Objects.requireNonNull(mixing, "mixing"));
  }

  /** Whether examples are left as they are. */
  public boolean isNone() {
    return changes.isEmpty() && mixing == null;
  }

  /**
   * Refuses what cannot be changed.
   *
   * @throws IllegalArgumentException if the shape is not that of an image, and something is to be done with images
   */
  public void requireImages(Shape shape) {
    boolean images = shape.rank() == 2 || shape.rank() == 3;
    if (!images && (!changes.isEmpty() || (mixing != null && mixing.forImages()))) {
      throw new IllegalArgumentException("expected images of shape (H, W) or (H, W, C), got " + shape);
    }
  }

  /** The changes as {@link #parse} reads them. */
  @Override
  public String toString() {
    if (isNone()) {
      return "none";
    }
    List<String> parts = new ArrayList<>();
    changes.forEach(change -> parts.add(change.toString()));
    if (mixing != null) {
      parts.add(mixing.toString());
    }
    return String.join(", ", parts);
  }
}
