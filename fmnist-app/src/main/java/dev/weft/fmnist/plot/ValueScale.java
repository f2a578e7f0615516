package dev.weft.fmnist.plot;

/**
 * How values become colours: those of one sign on {@link ColourMap#VIRIDIS} from 0 on, those of both on
 * {@link ColourMap#BLUE_RED} with white at 0.
 *
 * @param limit the amount that has the last colour; more has it too
 * @param signed whether there are values of both signs, or negative ones
 */
public record ValueScale(double limit, boolean signed) {

  /** The scale on which the value of the largest amount has the last colour. */
  public static ValueScale of(float... values) {
    double limit = 0;
    boolean negative = false;
    for (float value : values) {
      limit = Math.max(limit, Math.abs(value));
      negative |= value < 0;
    }
    return new ValueScale(limit, negative);
  }

  /** The colour of a value, as 0xRRGGBB. */
  public int rgb(double value) {
    double share = limit > 0 ? value / limit : 0;
    return signed ? ColourMap.BLUE_RED.signed(share) : ColourMap.VIRIDIS.rgb(share);
  }

  /** The colours of all values. */
  public int[] rgb(float... values) {
    int[] colours = new int[values.length];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = rgb(values[i]);
    }
    return colours;
  }

  /** Its colours from left to right, as a CSS background. */
  public String css() {
    return (signed ? ColourMap.BLUE_RED : ColourMap.VIRIDIS).css();
  }

  /** The value of the first colour, for people. */
  public String low() {
    return signed ? "−" + high() : "0";
  }

  /** The value of the last colour, for people. */
  public String high() {
    return Numbers.value(limit);
  }
}
