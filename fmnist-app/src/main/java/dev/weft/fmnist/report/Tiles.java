package dev.weft.fmnist.report;

import dev.weft.fmnist.plot.ImageGrid.Cell;
import dev.weft.fmnist.plot.ImageGrid.Mark;
import dev.weft.fmnist.study.Duplicates;
import dev.weft.fmnist.study.Prediction;
import dev.weft.optim.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Images of a dataset with captions. */
final class Tiles {

  private static final double PERCENT = 100;

  private Tiles() {}

  /** The first images of each class, class by class. */
  static List<Cell> ofEachClass(Dataset data, int images) {
    List<Cell> tiles = new ArrayList<>();
    for (int c = 0; c < data.classes(); c++) {
      int found = 0;
      for (int i = 0; i < data.size() && found < images; i++) {
        if (data.label(i) == c) {
          tiles.add(labelled(data, i));
          found++;
        }
      }
    }
    return tiles;
  }

  /** An image with its class and place. */
  private static Cell labelled(Dataset data, int i) {
    String name = data.classNames().get(data.label(i));
    return tile(data, i, name, name + ", image " + i, Mark.NONE);
  }

  /** Pictures that are not in a dataset, one for each class. */
  static List<Cell> ofClasses(List<byte[]> pixels, Dataset like) {
    List<Cell> tiles = new ArrayList<>();
    for (int c = 0; c < pixels.size(); c++) {
      String name = like.classNames().get(c);
      tiles.add(new Cell(pixels.get(c), width(like), height(like), name, "Mean of " + name, Mark.NONE));
    }
    return tiles;
  }

  /** The images of groups of duplicates. */
  static List<Cell> ofGroups(List<Duplicates.Group> groups, Dataset training, Dataset test) {
    List<Cell> tiles = new ArrayList<>();
    for (Duplicates.Group group : groups) {
      for (Duplicates.Place place : group.places()) {
        String name = training.classNames().get(place.label());
        String where = (place.test() ? "test " : "training ") + place.index();
        tiles.add(tile(place.test() ? test : training, place.index(), name + " (" + where + ")",
            name + ", " + where, Mark.NONE));
      }
    }
    return tiles;
  }

  /** Test images with the true and the predicted class, and how sure the network is. */
  static List<Cell> ofPredictions(List<Prediction> predictions, Dataset test) {
    return predictions.stream().map(p -> {
      String truth = test.classNames().get(p.truth());
      String predicted = test.classNames().get(p.predicted());
      String sure = String.format(Locale.ROOT, "%.1f\u00a0%%", PERCENT * p.confidence());
      String hover = "Test image " + p.index() + ": " + truth + ", predicted " + predicted + " with " + sure;
      return tile(test, p.index(), predicted + " " + sure + (p.right() ? "" : "\nis " + truth), hover,
          p.right() ? Mark.RIGHT : Mark.WRONG);
    }).toList();
  }

  private static Cell tile(Dataset data, int i, String caption, String hover, Mark mark) {
    byte[] pixels = new byte[data.exampleShape().size()];
    data.copyPixels(pixels, 0, i);
    return new Cell(pixels, width(data), height(data), caption, hover, mark);
  }

  private static int height(Dataset data) {
    return data.exampleShape().dim(0);
  }

  private static int width(Dataset data) {
    return data.exampleShape().dim(1);
  }
}
