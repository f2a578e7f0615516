package dev.weft.layers.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The outputs of all steps and their gradients in a run that trains: which blocks of memory there are, and how long each lives.
 *
 * <p>An output that no backward reads again lives until forward is done with it, the others until then. An edge of the graph owns
 * dx. An output with one consumer has that consumer's dx as its dy, at no cost; with several, each edge has a block of its own,
 * and the engine adds them up before the producer's backward.
 */
final class TrainingBlocks {

  private final Steps steps;
  private final RunOrder order;
  private final List<List<Steps.Edge>> consumers;
  private final MemoryBlock[] y; // of steps, then of the network's inputs
  private final MemoryBlock[] dy;
  private final MemoryBlock[][] dx;
  private final MemoryBlock[] lossGradient;
  private final List<MemoryBlock> all = new ArrayList<>();

  /**
   * Plans all blocks.
   *
   * @param keep whether all are to be there after the run
   */
  TrainingBlocks(Steps steps, RunOrder order, boolean keep) {
    this.steps = steps;
    this.order = order;
    this.consumers = steps.consumers();
    this.y = new MemoryBlock[consumers.size()];
    this.dy = new MemoryBlock[consumers.size()];
    this.dx = new MemoryBlock[steps.count()][];
    for (int k = 0; k < steps.inputs().size(); k++) {
      planInput(k);
    }
    for (int i = 0; i < steps.count(); i++) {
      planStep(i);
    }
    this.lossGradient = steps.outputs().stream()
        .map(i -> isEnd(i) ? dy[i] : block(steps.shape(i).size())).toArray(MemoryBlock[]::new);
    for (int k = 0; k < lossGradient.length; k++) {
      lossGradient[k].keep();
      y[steps.outputs().get(k)].keep();
    }
    order.visit(this::use);
    if (keep) {
      all.forEach(MemoryBlock::keep);
    }
  }

  private MemoryBlock block(int size) {
    MemoryBlock block = new MemoryBlock(size);
    all.add(block);
    return block;
  }

  private void planInput(int k) {
    int slot = steps.slot(-1 - k);
    int size = steps.inputs().get(k).size();
    y[slot] = block(size);
    y[slot].keep();
    if (order.needs(-1 - k)) {
      dy[slot] = block(size);
      dy[slot].keep();
    }
  }

  private void planStep(int i) {
    Layer layer = steps.layer(i);
    List<Integer> from = steps.list().get(i).inputs();
    y[i] = layer.isView(true) ? y[steps.slot(from.get(0))] : block(layer.outputShape().size());
    dx[i] = new MemoryBlock[from.size()];
    for (int k = 0; k < dx[i].length; k++) {
      if (order.needs(from.get(k))) {
        dx[i][k] = parts(from.get(k)) == 1 ? dy[steps.slot(from.get(k))] : block(steps.shape(from.get(k)).size());
      }
    }
    if (order.needs(i) || isEnd(i)) { // the loss writes the gradient of an end in any case
      dy[i] = layer.isView(true) && dx[i][0] != null ? dx[i][0] : block(layer.outputShape().size());
    }
  }

  /** The number of gradients that come to an output: one for each consumer, and one of the loss. */
  private int parts(int index) {
    return consumers.get(steps.slot(index)).size() + (steps.outputs().contains(index) ? 1 : 0);
  }

  /** Whether nothing but the loss reads the output of a step. */
  private boolean isEnd(int step) {
    return consumers.get(step).isEmpty();
  }

  private void use(RunOrder.Work work, int index, int phase, int time) {
    switch (work) {
      case OBSERVE_INPUT -> useInputs(index, phase, time);
      case FORWARD -> {
        useInputs(index, phase, time);
        y[index].use(phase, time);
      }
      case ADD_UP -> {
        partsOf(index).forEach(part -> part.use(phase, time));
        dy[steps.slot(index)].use(phase, time);
      }
      case OBSERVE, GRADIENT_OF_PART -> {
        useActivations(index, phase, time);
        dy[index].use(phase, time);
      }
      case BACKWARD -> {
        useActivations(index, phase, time);
        dy[index].use(phase, time);
        for (MemoryBlock block : dx[index]) {
          if (block != null) {
            block.use(phase, time);
          }
        }
      }
      case GRADIENT -> {
        useActivations(index, phase, time);
        if (steps.layer(index).gradientReadsDy()) {
          dy[index].use(phase, time);
        }
      }
    }
  }

  private void useInputs(int index, int phase, int time) {
    steps.list().get(index).inputs().forEach(from -> y[steps.slot(from)].use(phase, time));
  }

  /** What backward and the gradients of a step read of what forward wrote. */
  private void useActivations(int index, int phase, int time) {
    if (steps.layer(index).backwardReadsInput()) {
      useInputs(index, phase, time);
    }
    if (steps.layer(index).backwardReadsOutput()) {
      y[index].use(phase, time);
    }
  }

  private List<MemoryBlock> partsOf(int index) {
    List<MemoryBlock> parts = new ArrayList<>();
    if (dy[steps.slot(index)] != null && parts(index) > 1) {
      consumers.get(steps.slot(index)).forEach(edge -> parts.add(dx[edge.step()][edge.input()]));
      if (steps.outputs().contains(index)) {
        parts.add(lossGradient[steps.outputs().indexOf(index)]);
      }
    }
    return parts;
  }

  List<MemoryBlock> all() {
    return all;
  }

  private static Arena.Place place(MemoryBlock block, int worker) {
    return block == null ? Arena.Place.NONE : block.place(worker);
  }

  /** Where the output of a step lies, or an input of the network. */
  Arena.Place y(int worker, int index) {
    return place(y[steps.slot(index)], worker);
  }

  /** Where the gradients of the output of a step lie, or of an input of the network. */
  Arena.Place dy(int worker, int index) {
    return place(dy[steps.slot(index)], worker);
  }

  /** Where the gradients of each input of a step lie. */
  Arena.Place[] dx(int worker, int i) {
    Arena.Place[] places = new Arena.Place[dx[i].length];
    for (int k = 0; k < places.length; k++) {
      places[k] = place(dx[i][k], worker);
    }
    return places;
  }

  /** Where the gradients lie that have to be added up to that of an output; empty if it has one consumer only. */
  Arena.Place[] partsToAdd(int worker, int index) {
    return partsOf(index).stream().map(part -> place(part, worker)).toArray(Arena.Place[]::new);
  }

  /** Where the loss puts the gradient of output k. */
  int lossGradient(int k) {
    return lossGradient[k].place(0).start();
  }
}
