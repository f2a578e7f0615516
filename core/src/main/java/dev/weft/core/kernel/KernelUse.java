package dev.weft.core.kernel;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which kernels a network will run, so that {@link WarmUp} has only those compiled. Layers name theirs; one that does not is only
 * slower in its first second.
 *
 * {@snippet :
 * SortedSet<Integer> widths = network.kernelUse(true).products(); // of the products that training will run
 * }
 */
public final class KernelUse {

  /** Kernels that are used together. */
  public enum Group {
    /** {@link Kernels#relu}, {@link Kernels#reluGradient}. */
    RELU,
    /** {@link Kernels#add}. */
    ADD,
    /** {@link Kernels#sumRows}. */
    SUM_ROWS,
    /** {@link Kernels#dropout}. */
    DROPOUT,
    /** {@link Kernels#maxPool}. */
    MAX_POOL,
    /** {@link Kernels#meanPool}, {@link Kernels#meanPoolGradient}. */
    MEAN_POOL,
    /** {@link Kernels#reluMaxPool}, {@link Kernels#unpool}. */
    RELU_MAX_POOL,
    /** {@link Kernels#convolve3x3ReluMaxPool}, {@link Kernels#convolve3x3Gradient}. */
    SINGLE_CHANNEL,
    /** {@link Kernels#listChosen}. */
    LIST_CHOSEN,
    /** {@link Kernels#addScaledPatches}. */
    PATCHES,
    /** {@link Kernels#addProducts}. */
    PRODUCTS_BY_ELEMENT,
    /** {@link Kernels#channelMoments}, {@link Kernels#normalise} and their gradients. */
    NORMALISE,
    /** The same with ReLU. */
    NORMALISE_RELU,
    /** {@link Kernels#pooledTileInput}, {@link Kernels#pooledTileOutput}. */
    POOLED_TILES,
    /** {@link LargeTile}. */
    LARGE_TILES,
    /** {@link Kernels#lstm}, {@link Kernels#lstmGradient}. */
    LSTM,
    /** {@link Kernels#gru}, {@link Kernels#gruGradient}. */
    GRU
  }

  private final boolean training;
  private final Set<Group> groups = EnumSet.noneOf(Group.class);
  private final SortedSet<Integer> products = new TreeSet<>();
  private final SortedSet<Integer> transposedProducts = new TreeSet<>();

  /** Nothing yet; {@code training} tells whether kernels of gradients count. */
  public KernelUse(boolean training) {
    this.training = training;
  }

  /** All kernels there are. */
  static KernelUse all() {
    KernelUse all = new KernelUse(true);
    all.groups.addAll(EnumSet.allOf(Group.class));
    int lanes = Kernels.active().lanes();
    for (int n : new int[] {lanes - 1, lanes, 2 * lanes, 3 * lanes, 4 * lanes}) {
      all.products(n);
      all.transposedProducts(n);
    }
    return all;
  }

  /** Whether gradients are computed. */
  public boolean training() {
    return training;
  }

  /** Adds kernels. */
  public void add(Group... used) {
    groups.addAll(Set.of(used));
  }

  /** Adds kernels that only gradients need. */
  public void addInTraining(Group... used) {
    if (training) {
      add(used);
    }
  }

  /** Adds {@link Kernels#multiply} with n columns. */
  public void products(int n) {
    addColumns(products, n);
  }

  /** Adds {@link Kernels#multiplyTransposed} with n columns, in training. */
  public void transposedProducts(int n) {
    if (training) {
      addColumns(transposedProducts, n);
    }
  }

  /** Wide matrices are so many whole panels and a rest that is at most a vector wider than a panel. */
  private static void addColumns(SortedSet<Integer> set, int n) {
    Kernels kernels = Kernels.active();
    int panel = kernels.panelWidth();
    if (n < kernels.lanes()) {
      set.add(kernels.lanes() - 1);
      return;
    }
    int rest = n;
    while (rest > panel + kernels.lanes()) {
      set.add(panel);
      rest -= panel;
    }
    set.add(rest);
  }

  /** What this has and the other has not. */
  KernelUse without(KernelUse other) {
    KernelUse rest = new KernelUse(training);
    rest.add(this);
    rest.groups.removeAll(other.groups);
    rest.products.removeAll(other.products);
    rest.transposedProducts.removeAll(other.transposedProducts);
    return rest;
  }

  /** Adds all that the other has. */
  void add(KernelUse other) {
    groups.addAll(other.groups);
    products.addAll(other.products);
    transposedProducts.addAll(other.transposedProducts);
  }

  boolean isEmpty() {
    return groups.isEmpty() && products.isEmpty() && transposedProducts.isEmpty();
  }

  /** The groups that were added. */
  public Set<Group> groups() {
    return Collections.unmodifiableSet(groups);
  }

  /** The numbers of columns of the products, wide ones by panels. */
  public SortedSet<Integer> products() {
    return Collections.unmodifiableSortedSet(products);
  }

  /** The numbers of columns of the transposed products. */
  public SortedSet<Integer> transposedProducts() {
    return Collections.unmodifiableSortedSet(transposedProducts);
  }

  @Override
  public String toString() {
    return "groups " + groups + ", products " + products + ", transposed products " + transposedProducts;
  }
}
