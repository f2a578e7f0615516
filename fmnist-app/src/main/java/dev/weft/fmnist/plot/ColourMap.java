package dev.weft.fmnist.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Colours for numbers. They lie in pictures, not on the page, and are the same in light and dark. */
public final class ColourMap {

  /**
   * From dark blue over green to yellow, evenly lighter for everybody's eyes and on grey paper: viridis by Nathaniel Smith
   * and Stéfan van der Walt (<a href="https://bids.github.io/colormap/">2015</a>, public domain), ten of its colours.
   */
  public static final ColourMap VIRIDIS =
      new ColourMap(0x440154, 0x482878, 0x3e4a89, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6dcd59, 0xb4de2c, 0xfde725);

  /**
   * From blue over white to red, for numbers with a sign, which people with any of the common colour vision deficiencies can
   * tell apart: RdBu by Cynthia Brewer (<a href="https://colorbrewer2.org">ColorBrewer</a>), from its other end.
   */
  public static final ColourMap BLUE_RED =
      new ColourMap(0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b,
          0x67001f);

  private final int[] colours;

  private ColourMap(int... colours) {
    this.colours = colours;
  }

  /** The colour of a number from 0 to 1, as 0xRRGGBB; what lies outside has the colour of the end, and NaN of the start. */
  public int rgb(double value) {
    double place = Double.isNaN(value) ? 0 : Math.clamp(value, 0, 1) * (colours.length - 1);
    int before = Math.min((int) place, colours.length - 2);
    return mix(colours[before], colours[before + 1], place - before);
  }

  /** The colour of a number from −1 to 1. */
  public int signed(double value) {
    return rgb((value + 1) / 2);
  }

  /** The colour that lies between two others, at this share of the way. */
  public static int mix(int from, int to, double share) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int a = from >> shift & 0xff;
      int b = to >> shift & 0xff;
      mixed |= (int) Math.round(a + share * (b - a)) << shift;
    }
    return mixed;
  }

  /** All of it from left to right, as a CSS background. */
  public String css() {
    List<String> stops = new ArrayList<>();
    for (int colour : colours) {
      stops.add(String.format(Locale.ROOT, "#%06x", colour));
    }
    return "linear-gradient(90deg, " + String.join(", ", stops) + ")";
  }
}
