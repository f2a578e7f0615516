///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-core:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// What NumPy's users look for: choosing, sorting, masks, statistics, and writing into a part.

import dev.weft.core.tensor.Tensor;

void main() {
  var x = Tensor.of(new float[][] {{3, 1, 2}, {-1, 5, Float.NaN}});

  IO.println("last row, last column: " + x.get(-1, -1));
  x = Tensor.where(x.isNaN(), Tensor.scalar(0), x);                // x[isnan(x)] = 0
  IO.println("sorted: " + x.sort(1).reshape(-1));
  IO.println("two largest: " + x.topK(2, 1).values().reshape(-1));
  IO.println("columns reversed: " + x.flip(1).reshape(-1));
  IO.println("between 0 and 2: " + x.clip(0, 2).reshape(-1));
  IO.println("above 1: " + (int) x.greaterThan(1).sum() + " elements");

  var probabilities = x.softmax(1);
  var labels = new int[] {0, 1};
  IO.println("of the right class above 0.6: " + (probabilities.gather(1, labels).min() > 0.6f));

  var rows = x.slice(0, 1);                                        // shares memory with x
  rows.minusInPlace(rows.mean()).dividedByInPlace(rows.std());
  IO.println("first row, mean and deviation: " + Math.round(x.at(0).mean()) + ", " + Math.round(x.at(0).std()));

  var image = Tensor.zeros(4, 4).assign(1, 1, 3, Tensor.linspace(0, 1, 2));    // image[:, 1:3] = [0, 1]
  IO.println("framed: " + image.pad(0, 1, 1).pad(1, 1, 1).shape() + ", sum of columns " + image.sum(0));
}
