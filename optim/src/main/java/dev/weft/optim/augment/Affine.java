package dev.weft.optim.augment;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns, scales, shears and moves images at once, so that they are interpolated once.
 *
 * {@snippet :
 * Augmentation augmentation = Augmentation.of(
 *     ImageChanges.affine().rotation(10).scale(0.9, 1.1).shear(5).shift(1.5));
 * augmentation.toString(); // = rotate 10 + scale 0.9 1.1 + shear 5 + translate 1.5
 * }
 *
 * <p>Each number is uniform within its range. A pixel at p, from the middle of the image, shows what was at {@code M⁻¹ (p − t)} with
 * {@code M = scale · rotation · shear}; values between pixels are bilinear, and 0 outside.
 *
 * @param degrees the largest angle to either side, 0 to 180
 * @param least the smallest factor, above 0
 * @param most the largest factor
 * @param shearDegrees the largest angle to either side by which columns lean, 0 to below 90
 * @param pixels the farthest way in both directions
 */
public record Affine(double degrees, double least, double most, double shearDegrees, double pixels)
    implements ImageChange {

  private static final double MOST_PIXELS = 1e6;

  /** Checks the ranges. */
  public Affine {
    require(degrees >= 0 && degrees <= 180, "an angle from 0 to 180 degrees", degrees);
    require(least > 0 && least <= most && most < MOST_PIXELS, "factors above 0, the smaller one first",
        least + " and " + most);
    require(shearDegrees >= 0 && shearDegrees < 90, "a shear from 0 to below 90 degrees", shearDegrees);
    require(pixels >= 0 && pixels < MOST_PIXELS, "a shift of 0 or more pixels", pixels);
  }

  private static void require(boolean holds, String expected, Object got) {
    if (!holds) {
      throw new IllegalArgumentException("expected " + expected + ", got " + got);
    }
  }

  /** A copy that turns images by up to this angle to either side, in degrees. */
  public Affine rotation(double degrees) {
    return new Affine(degrees, least, most, shearDegrees, pixels);
  }

  /** A copy that makes images larger or smaller by a factor between two. */
  public Affine scale(double least, double most) {
    return new Affine(degrees, least, most, shearDegrees, pixels);
  }

  /** A copy that leans images by up to this angle to either side, in degrees. */
  public Affine shear(double degrees) {
    return new Affine(this.degrees, least, most, degrees, pixels);
  }

  /** A copy that moves images by up to this many pixels, not only whole ones. */
  public Affine shift(double pixels) {
    return new Affine(degrees, least, most, shearDegrees, pixels);
  }

  @Override
  public void apply(Pixels image, Draws draws) {
    double angle = Math.toRadians(draws.uniform((float) -degrees, (float) degrees));
    double factor = draws.uniform((float) least, (float) most);
    double shear = Math.toRadians(draws.uniform((float) -shearDegrees, (float) shearDegrees));
    double lean = Angle.sine(shear) / Angle.cosine(shear);
    double right = draws.uniform((float) -pixels, (float) pixels);
    double down = draws.uniform((float) -pixels, (float) pixels);
    double cosine = Angle.cosine(angle) / factor;
    double sine = Angle.sine(angle) / factor;
    // M⁻¹ = shear⁻¹ · rotation⁻¹ / scale
    float xx = (float) (cosine + lean * sine);
    float xy = (float) (sine - lean * cosine);
    float yx = (float) -sine;
    float yy = (float) cosine;
    Sampler.affine(image, xx, xy, yx, yy, (float) right, (float) down);
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (degrees > 0) {
      parts.add("rotate " + AugmentationText.number(degrees));
    }
    if (least != 1 || most != 1) {
      parts.add("scale " + AugmentationText.number(least) + " " + AugmentationText.number(most));
    }
    if (shearDegrees > 0) {
      parts.add("shear " + AugmentationText.number(shearDegrees));
    }
    if (pixels > 0 || parts.isEmpty()) {
      parts.add("translate " + AugmentationText.number(pixels));
    }
    return String.join(AugmentationText.TOGETHER, parts);
  }
}
