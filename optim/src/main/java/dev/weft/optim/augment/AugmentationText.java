package dev.weft.optim.augment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An {@link Augmentation} as a line of text, and back.
 *
 * <pre>
 * augmentation = "none" | change { ", " change }        the last may be a mixing
 * change       = part { " + " part } [ " at " probability ] [ " for " class { " " class } ]
 * part         = name { " " number }
 * </pre>
 *
 * <p>Only rotate, scale, shear and translate may be joined by {@code +}: they are done at once.
 */
final class AugmentationText {

  static final String AT = " at ";
  static final String FOR = " for ";
  static final String TOGETHER = " + ";

  private static final String NAMES =
      "flip, alternating-flip, flip-vertically, shift PIXELS, rotate DEGREES, scale LEAST MOST, shear DEGREES,"
          + " translate PIXELS, elastic PIXELS, noise DEVIATION, blur PIXELS, brightness STRENGTH, contrast STRENGTH, erase LEAST MOST,"
          + " cutout PIXELS, mixup ALPHA or cutmix ALPHA";

  private AugmentationText() {}

  /** A number without an idle {@code .0}. */
  static String number(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  static Augmentation parse(String text) {
    String all = text.strip().toLowerCase(Locale.ROOT);
    Augmentation augmentation = Augmentation.none();
    if (all.equals("none")) {
      return augmentation;
    }
    for (String item : all.split(",", -1)) {
      String words = item.strip().replaceAll("\\s+", " ");
      if (augmentation.mixing() != null) {
        throw new IllegalArgumentException("expected mixup or cutmix at the end, got '" + words + "' behind it");
      }
      augmentation = isMixing(words) ? augmentation.mixing(mixing(words)) : augmentation.then(change(words));
    }
    return augmentation;
  }

  private static boolean isMixing(String words) {
    return words.startsWith("mixup") || words.startsWith("cutmix");
  }

  private static Mixing mixing(String words) {
    String[] parts = words.split(AT, 2);
    Call call = Call.of(parts[0]);
    Mixing mixing = switch (call.name) {
      case "mixup" -> Mixing.mixup(call.only());
      case "cutmix" -> Mixing.cutmix(call.only());
      default -> throw unknown(words);
    };
    return parts.length == 1 ? mixing : mixing.withProbability(Call.number(parts[1], words));
  }

  private static ImageChange change(String words) {
    String[] classes = words.split(FOR, 2);
    String[] probability = classes[0].split(AT, 2);
    ImageChange change = together(probability[0]);
    if (probability.length > 1) {
      change = change.withProbability(Call.number(probability[1], words));
    }
    if (classes.length > 1) {
      change =
          change.onlyFor(Arrays.stream(classes[1].split(" ")).mapToInt(label -> Call.whole(label, words)).toArray());
    }
    return change;
  }

  private static ImageChange together(String words) {
    String[] parts = words.split(" ?\\+ ?", -1);
    if (parts.length == 1 && !isAffine(Call.of(parts[0]))) {
      return single(Call.of(parts[0]));
    }
    Affine affine = ImageChanges.affine();
    for (String part : parts) {
      Call call = Call.of(part);
      affine = switch (call.name) {
        case "rotate" -> affine.rotation(call.only());
        case "scale" -> affine.scale(call.number(0, 2), call.number(1, 2));
        case "shear" -> affine.shear(call.only());
        case "translate" -> affine.shift(call.only());
        default -> throw new IllegalArgumentException(
            "expected only rotate, scale, shear and translate joined by +, got '" + part + "'");
      };
    }
    return affine;
  }

  private static boolean isAffine(Call call) {
    return List.of("rotate", "scale", "shear", "translate").contains(call.name);
  }

  private static ImageChange single(Call call) {
    return switch (call.name) {
      case "flip" -> call.none(ImageChanges.flip());
      case "alternating-flip" -> call.none(ImageChanges.alternatingFlip());
      case "flip-vertically" -> call.none(ImageChanges.flipVertically());
      case "shift" -> ImageChanges.shift(call.onlyWhole());
      case "elastic" -> call.numbers.size() == 2
          ? ImageChanges.elastic(call.number(0, 2), Call.whole(call.numbers.get(1), call.words))
          : ImageChanges.elastic(call.only());
      case "noise" -> ImageChanges.noise(call.only());
      case "blur" -> ImageChanges.blur(call.only());
      case "brightness" -> ImageChanges.brightness(call.only());
      case "contrast" -> ImageChanges.contrast(call.only());
      case "erase" -> ImageChanges.erase(call.number(0, 2), call.number(1, 2));
      case "cutout" -> ImageChanges.cutOut(call.onlyWhole());
      default -> throw unknown(call.words);
    };
  }

  private static IllegalArgumentException unknown(String words) {
    return new IllegalArgumentException("expected " + NAMES + ", got '" + words + "'");
  }

  /** A name and its numbers. */
  private record Call(String words, String name, List<String> numbers) {

    static Call of(String words) {
      List<String> parts = new ArrayList<>(List.of(words.strip().split(" ")));
      return new Call(words.strip(), parts.removeFirst(), List.copyOf(parts));
    }

    double number(int k, int count) {
      requireCount(count);
      return number(numbers.get(k), words);
    }

    double only() {
      return number(0, 1);
    }

    int onlyWhole() {
      requireCount(1);
      return whole(numbers.getFirst(), words);
    }

    ImageChange none(ImageChange change) {
      requireCount(0);
      return change;
    }

    private void requireCount(int count) {
      if (numbers.size() != count) {
        throw new IllegalArgumentException("expected " + name + " with " + count + (count == 1 ? " number" : " numbers")
            + ", got '" + words + "'");
      }
    }

    static double number(String text, String words) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("expected a number, got '" + text + "' in '" + words + "'", e);
      }
    }

    static int whole(String text, String words) {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("expected a whole number, got '" + text + "' in '" + words + "'", e);
      }
    }
  }
}
