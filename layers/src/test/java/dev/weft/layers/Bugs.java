package dev.weft.layers;

import dev.weft.layers.BrokenLayer.Bug;
import dev.weft.layers.BrokenLayer.Scene;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bugs that any layer can have. Each computation is given the right gradient, a copy, and returns it wrong. */
final class Bugs {

  private Bugs() {}

  /** Eleven bugs in the gradient of the input, without the swapped axes if those are not two of one length. */
  static List<Bug> ofInput(Layer layer) {
    List<Bug> bugs = new ArrayList<>(ofTensor("input"));
    bugs.add(new Bug("input", "is that of the wrong image", Bugs::ofTheWrongImage));
    int rank = layer.inputShape().rank();
    if (rank >= 2 && layer.inputShape().dim(0) == layer.inputShape().dim(1)) {
      bugs.add(new Bug("input", "has its axes swapped", scene -> swapped(scene, 1)));
    }
    return bugs;
  }

  /** Ten bugs in the gradient of each input of a layer with several. */
  static List<Bug> ofEachInput(Layer layer) {
    List<Bug> bugs = new ArrayList<>();
    for (int k = 1; k <= layer.inputShapes().size(); k++) {
      String input = "input " + k;
      bugs.addAll(ofTensor(input));
      bugs.add(new Bug(input, "is that of the wrong image", Bugs::ofTheWrongImage));
    }
    return bugs;
  }

  /** Ten bugs in the gradient of a parameter, without the swapped axes if it has not two of one length. */
  static List<Bug> ofParameter(Parameter parameter) {
    String tensor = parameter.name().substring(parameter.name().indexOf('/') + 1);
    List<Bug> bugs = new ArrayList<>(ofTensor(tensor));
    if (parameter.shape().dim(-1) == 1) { // the mean over one number is the number
      bugs.removeIf(bug -> bug.name().equals("is spread over the wrong axis"));
    }
    if (parameter.shape().rank() >= 2 && parameter.shape().dim(0) == parameter.shape().dim(1)) {
      bugs.add(new Bug(tensor, "is transposed", scene -> swapped(scene, 0)));
    }
    return bugs;
  }

  private static List<Bug> ofTensor(String tensor) {
    int firstAxis = tensor.startsWith("input") ? 1 : 0;
    return List.of(
        new Bug(tensor, "has the wrong sign", scene -> scaled(scene.right(), -1)),
        new Bug(tensor, "is one percent too small", scene -> scaled(scene.right(), 0.99f)),
        new Bug(tensor, "is added twice", scene -> scaled(scene.right(), 2)),
        new Bug(tensor, "is dropped", scene -> scaled(scene.right(), 0)),
        new Bug(tensor, "lacks one element", Bugs::withoutTheLargest),
        new Bug(tensor, "lacks the last row", scene -> withoutTheLastRow(scene, firstAxis)),
        new Bug(tensor, "is off by one", scene -> shifted(scene.right(), 1)),
        new Bug(tensor, "is left from the run before", Scene::before),
        new Bug(tensor, "is spread over the wrong axis", Bugs::averagedOverTheLastAxis));
  }

  static float[] scaled(float[] gradient, float factor) {
    float[] wrong = gradient.clone();
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] *= factor;
    }
    return wrong;
  }

  private static float[] withoutTheLargest(Scene scene) {
    float[] wrong = scene.right();
    int largest = 0;
    for (int i = 0; i < wrong.length; i++) {
      largest = Math.abs(wrong[i]) > Math.abs(wrong[largest]) ? i : largest;
    }
    wrong[largest] = 0;
    return wrong;
  }

  private static float[] withoutTheLastRow(Scene scene, int axis) {
    float[] wrong = scene.right();
    int row = 1;
    for (int a = axis + 1; a < scene.shape().rank(); a++) {
      row *= scene.shape().dim(a);
    }
    int rows = scene.shape().dim(axis);
    for (int end = rows * row; end <= wrong.length; end += rows * row) {
      Arrays.fill(wrong, end - row, end, 0);
    }
    return wrong;
  }

  private static float[] ofTheWrongImage(Scene scene) {
    return shifted(scene.right(), scene.right().length / scene.shape().dim(0));
  }

  static float[] shifted(float[] gradient, int places) {
    float[] wrong = new float[gradient.length];
    for (int i = 0; i < wrong.length; i++) {
      wrong[(i + places) % wrong.length] = gradient[i];
    }
    return wrong;
  }

  private static float[] averagedOverTheLastAxis(Scene scene) {
    float[] wrong = scene.right();
    int length = scene.shape().dim(-1);
    for (int from = 0; from < wrong.length; from += length) {
      float sum = 0;
      for (int i = from; i < from + length; i++) {
        sum += wrong[i];
      }
      Arrays.fill(wrong, from, from + length, sum / length);
    }
    return wrong;
  }

  /** Exchanges an axis with the next one, which has the same length. */
  private static float[] swapped(Scene scene, int axis) {
    int length = scene.shape().dim(axis);
    int inner = 1;
    for (int a = axis + 2; a < scene.shape().rank(); a++) {
      inner *= scene.shape().dim(a);
    }
    float[] wrong = scene.right().clone();
    for (int i = 0; i < wrong.length; i++) {
      int column = i / inner % length;
      int row = i / inner / length % length;
      wrong[i] = scene.right()[i + ((column - row) * length + row - column) * inner];
    }
    return wrong;
  }
}
