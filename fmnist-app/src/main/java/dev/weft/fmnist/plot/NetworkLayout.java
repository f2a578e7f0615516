package dev.weft.fmnist.plot;

import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Where the parts of a network with branches stand: in rows, each below all that it takes, and in lanes, so that a branch goes
 * straight down. An edge over several rows keeps a lane to itself between them.
 */
final class NetworkLayout {

  /** The place of an input (they come first) or a step. */
  record Place(int row, int lane) {}

  /**
   * A line from one place to another.
   *
   * @param lane the lane in which it crosses the rows between, if there are any
   */
  record Edge(Place from, Place to, int lane) {}

  private final List<Place> places = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final List<BitSet> lanes = new ArrayList<>(); // for each lane the rows that are taken
  private final List<Boolean> hasBoxes = new ArrayList<>();

  private NetworkLayout() {}

  static NetworkLayout of(Network network) {
    NetworkLayout layout = new NetworkLayout();
    int inputs = network.inputNames().size();
    for (int k = 0; k < inputs; k++) {
      layout.put(new Place(0, k));
    }
    for (Step step : network.steps()) {
      List<Place> from = step.inputs().stream()
          .map(i -> layout.places.get(i < 0 ? Step.networkInput(i) : inputs + i)).toList();
      layout.add(from);
    }
    return layout;
  }

  private void add(List<Place> from) {
    int row = from.stream().mapToInt(Place::row).max().orElse(0) + 1;
    int lane = from.stream().mapToInt(Place::lane).min().orElse(0);
    while (!isFree(lane, row, row)) {
      lane++;
    }
    Place place = new Place(row, lane);
    put(place);
    for (Place source : from) {
      edges.add(new Edge(source, place, passage(source, place)));
    }
  }

  /** The lane between two places: that of one of them if it is free, or else the next one that is. */
  private int passage(Place from, Place to) {
    int first = from.row() + 1;
    int last = to.row() - 1;
    int lane = isFree(to.lane(), first, last) ? to.lane() : from.lane();
    while (!isFree(lane, first, last)) {
      lane++;
    }
    take(lane, first, last);
    return lane;
  }

  private void put(Place place) {
    places.add(place);
    take(place.lane(), place.row(), place.row());
    hasBoxes.set(place.lane(), true);
  }

  private boolean isFree(int lane, int firstRow, int lastRow) {
    return lane >= lanes.size() || firstRow > lastRow || lanes.get(lane).get(firstRow, lastRow + 1).isEmpty();
  }

  private void take(int lane, int firstRow, int lastRow) {
    while (lanes.size() <= lane) {
      lanes.add(new BitSet());
      hasBoxes.add(false);
    }
    if (firstRow <= lastRow) {
      lanes.get(lane).set(firstRow, lastRow + 1);
    }
  }

  /** Of each input, then of each step. */
  List<Place> places() {
    return List.copyOf(places);
  }

  List<Edge> edges() {
    return List.copyOf(edges);
  }

  /** For each lane whether a box stands in it; through the others only lines go. */
  List<Boolean> lanesWithBoxes() {
    return List.copyOf(hasBoxes);
  }

  int rows() {
    return places.stream().mapToInt(Place::row).max().orElse(0) + 1;
  }
}
