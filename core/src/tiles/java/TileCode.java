import java.util.stream.IntStream;

/**
 * Lines of a tile of rows × vectors. In them {@code #} stands for the number of a row and {@code @} for that of a vector, and
 * {@code +@} for where the vector starts after the first one.
 */
final class TileCode {

  private final int rows;
  private final int vectors;
  private final StringBuilder out = new StringBuilder();

  TileCode(int rows, int vectors) {
    this.rows = rows;
    this.vectors = vectors;
  }

  String endParameter() {
    return vectors == 1 ? ") {" : ", int end) {";
  }

  /** Where a vector of packed columns starts. */
  String packed(int vector) {
    return vector == 0 ? "" : vector == 1 ? " + L" : " + " + vector + " * L";
  }

  /** Where a vector of columns as they lie in memory starts: the last one may overlap the one before. */
  String start(int vector) {
    return vector > 0 && vector == vectors - 1 ? " + end" : packed(vector);
  }

  String width() {
    return vectors == 1 ? "L" : "(" + vectors + " * L)";
  }

  void line(String line) {
    out.append(line).append('\n');
  }

  void eachRow(String line) {
    IntStream.range(0, rows).forEach(r -> line(line.replace("#", "" + r)));
  }

  /** Row 0 has another name for something. */
  void eachRow(String line, String name, String nameInRow0) {
    line(line.replace("#", "0").replace(name, nameInRow0));
    IntStream.range(1, rows).forEach(r -> line(line.replace("#", "" + r)));
  }

  void otherRows(String line) {
    IntStream.range(1, rows).forEach(r -> line(line.replace("#", "" + r)));
  }

  String vector(String line, int vector) {
    return line.replace("+@", start(vector)).replace("@", "" + vector);
  }

  void eachVector(String line) {
    IntStream.range(0, vectors).forEach(v -> line(vector(line, v)));
  }

  void eachAccumulator(String line) {
    IntStream.range(0, rows).forEach(r -> eachVector(line.replace("#", "" + r)));
  }

  /** One element of each row, broadcast, times the vectors b0, b1 … */
  void multiplyAdds(String indent, String element) {
    line(indent + "FloatVector s = FloatVector.broadcast(S, " + element.replace("#", "0") + ");");
    for (int r = 0; r < rows; r++) {
      if (r > 0) {
        line(indent + "s = FloatVector.broadcast(S, " + element.replace("#", "" + r) + ");");
      }
      eachVector((indent + "a#@ = s.fma(b@, a#@);").replace("#", "" + r));
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
