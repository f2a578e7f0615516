package dev.weft.fmnist.study;

import dev.weft.optim.data.Dataset;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Images that are the same in every pixel.
 *
 * @param inTraining how many training images repeat an earlier training image
 * @param inTest how many test images repeat an earlier test image
 * @param across how many test images are training images too
 * @param contradictions how many of the groups have more than one label
 * @param groups the images that are equal to each other, training images first
 */
public record Duplicates(int inTraining, int inTest, int across, int contradictions, List<Group> groups) {

  /**
   * An image of one of the two sets.
   *
   * @param test whether it is a test image, not a training image
   * @param index its place in the set
   * @param label its class
   */
  public record Place(boolean test, int index, int label) {}

  /**
   * Two or more equal images.
   *
   * @param places where they are
   */
  public record Group(List<Place> places) {

    /** Keeps the places. */
    public Group {
      places = List.copyOf(places);
    }

    /** Whether the images have different labels. */
    public boolean contradictory() {
      return places.stream().mapToInt(Place::label).distinct().count() > 1;
    }

    private int count(boolean test) {
      return (int) places.stream().filter(place -> place.test() == test).count();
    }

    private int repeats(boolean test) {
      return Math.max(0, count(test) - 1);
    }

    /** Whether training and test set share the image. */
    public boolean across() {
      return count(false) > 0 && count(true) > 0;
    }
  }

  /** Compares every image with every other of both sets. */
  public static Duplicates of(Dataset training, Dataset test) {
    Map<ByteBuffer, List<Place>> places = new LinkedHashMap<>();
    collect(places, training, false);
    collect(places, test, true);
    List<Group> groups = places.values().stream().filter(same -> same.size() > 1).map(Group::new).toList();
    return new Duplicates(
        groups.stream().mapToInt(group -> group.repeats(false)).sum(),
        groups.stream().mapToInt(group -> group.repeats(true)).sum(),
        groups.stream().filter(Group::across).mapToInt(group -> group.count(true)).sum(),
        (int) groups.stream().filter(Group::contradictory).count(), groups);
  }

  private static void collect(Map<ByteBuffer, List<Place>> places, Dataset data, boolean test) {
    for (int i = 0; i < data.size(); i++) {
      byte[] pixels = new byte[data.exampleShape().size()];
      data.copyPixels(pixels, 0, i);
      places.computeIfAbsent(ByteBuffer.wrap(pixels), _ -> new ArrayList<>(1)).add(new Place(test, i, data.label(i)));
    }
  }
}
