package dev.weft.fmnist.report;

import dev.weft.fmnist.plot.ImageGrid;
import dev.weft.fmnist.plot.ImageGrid.Cell;
import dev.weft.fmnist.plot.ImageGrid.Mark;
import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.augment.Augmenter;
import dev.weft.optim.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The section that shows images as they are, and as a training would see them epoch by epoch. */
final class AugmentationSection {

  private static final int ROWS = 6;
  private static final int EPOCHS = 7;
  private static final long SEED = 2023;
  private static final float WHITE = 255;
  private static final double MOST_CERTAIN = 0.995;

  private final Augmentation augmentation;
  private final Augmenter augmenter;
  private final Dataset data;
  private final float[] image;
  private final float[] partner;

  private AugmentationSection(Augmentation augmentation, Dataset data) {
    this.augmentation = augmentation;
    this.augmenter = new Augmenter(augmentation, data.exampleShape(), SEED);
    this.data = data;
    this.image = new float[data.exampleShape().size()];
    this.partner = new float[image.length];
  }

  static Section of(Augmentation augmentation, Dataset data) {
    return Section.of("augmentation", "Augmentation")
        .paragraph(
            "Changes: " + augmentation + ". On the left an image as it is, beside it as a training with seed " + SEED
                + " sees it in its first " + EPOCHS + " epochs.")
        .pictures(ImageGrid.of("augmentation", "Training images and how they are changed", 1 + EPOCHS,
            new AugmentationSection(augmentation, data).cells()));
  }

  private List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    boolean[] shown = new boolean[data.classes()];
    for (int i = 0, rows = 0; i < data.size() && rows < ROWS; i++) {
      if (shown[data.label(i)]) {
        continue;
      }
      shown[data.label(i)] = true;
      rows++;
      data.gatherScaled(image, 0, i, Dataset.UNIT_SCALE);
      cells.add(cell(name(i), "Training image " + i + ": " + name(i)));
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        cells.add(changed(i, epoch));
      }
    }
    return cells;
  }

  private String name(int i) {
    return data.classNames().get(data.label(i));
  }

  private Cell changed(int i, int epoch) {
    data.gatherScaled(image, 0, i, Dataset.UNIT_SCALE);
    augmenter.change(image, 0, epoch, i, data.label(i));
    String caption = name(i);
    if (augmentation.mixing() != null) {
      int j = augmenter.partner(epoch, i, data.size());
      data.gatherScaled(partner, 0, j, Dataset.UNIT_SCALE);
      augmenter.change(partner, 0, epoch, j, data.label(j));
      float share = augmenter.mix(image, 0, partner, partner.length, epoch, i);
      caption = share > MOST_CERTAIN || data.label(i) == data.label(j) ? caption
          : String.format(Locale.ROOT, "%.2f %s\n%.2f %s", share, name(i), 1 - share, name(j));
    }
    return cell(caption, "Training image " + i + " in epoch " + (epoch + 1));
  }

  private Cell cell(String caption, String hover) {
    byte[] pixels = new byte[image.length];
    for (int p = 0; p < pixels.length; p++) {
      pixels[p] = (byte) Math.clamp(Math.round(WHITE * image[p]), 0, (int) WHITE);
    }
    return new Cell(pixels, data.exampleShape().dim(1), data.exampleShape().dim(0), caption, hover, Mark.NONE);
  }
}
