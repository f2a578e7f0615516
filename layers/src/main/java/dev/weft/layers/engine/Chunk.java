package dev.weft.layers.engine;

/** The examples that a worker takes through the steps of a phase: some of a part of the batch, or of the batch. */
final class Chunk {

  private final int worker;
  private int part;
  private int from;
  private int to;

  Chunk(int worker) {
    this.worker = worker;
  }

  /** Goes on to the examples {@code [from, to)} of a part. */
  void moveTo(int part, int from, int to) {
    this.part = part;
    this.from = from;
    this.to = to;
  }

  int worker() {
    return worker;
  }

  /** The part of the batch that the examples belong to, or −1 in phases whose work is not by parts. */
  int part() {
    return part;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }
}
