package dev.weft.optim.data;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.io.ModelFile;
import dev.weft.optim.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {

  private static final String PETS = """
      name,weight,legs,\"fur, \"\"kind\"\"\",kind
      Rex,10,4,short,dog
      "Mia
      the cat",4,4,long,cat
      Tweety,,2,,bird

      Polly,2,2,NA,bird
      """;

  @TempDir
  private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  private Table pets() throws IOException {
    return Table.csv(file(PETS)).target("kind").without("name");
  }

  private static float[] inputs(Examples examples, int i) {
    float[] x = new float[examples.inputShapes().getFirst().size()];
    examples.loadInputs(i, x, new int[1]);
    return x;
  }

  private static float[] targets(Examples examples, int i) {
    float[] target = new float[examples.targetShapes().getFirst().size()];
    examples.loadTargets(i, target, 0);
    return target;
  }

  @Test
  void readsQuotesLineEndsAndEmptyLines() throws IOException {
    Table table = Table.csv(file(PETS));
    assertThat(table.size()).isEqualTo(4);
    assertThat(table.columns()).containsExactly("name", "weight", "legs", "fur, \"kind\"", "kind");
    assertThat(table.row(1)).containsEntry("name", "Mia\nthe cat").containsEntry("weight", "4");
    assertThat(table.isCategorical("weight")).isFalse();
    assertThat(table.isCategorical("kind")).isTrue();
    assertThat(table.describe(3)).startsWith("line 7 of ");
    assertThat(Table.csv(file(PETS.replace("\n", "\r\n"))).row(3)).isEqualTo(table.row(3));
    assertThat(Table.csv(file("\uFEFFa;b\n1; 2 \n"), ';').row(0)).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @ParameterizedTest
  @CsvSource({"5, true", "-0.5, true", "+.5e-3, true", "5., true", "1E3, true", "5d, false", "5D, false", "5F, false",
      "0x1p3, false", "Infinity, false", "1e99, false", "\u0665, false", "1_000, false"})
  void onlyDecimalNumbersAreNumbers(String cell, boolean number) throws IOException {
    assertThat(Table.csv(file("a,b\n" + cell + ",x\n")).isCategorical("a")).isEqualTo(!number);
  }

  @Test
  void aWordInAColumnOfNumbersIsRefusedLater() throws IOException {
    TableEncoder encoder = TableEncoder.of(Table.csv(file("a,b\n1,x\n2,y\n")).target("b"));
    Table later = Table.csv(file("a,b\n5d,x\n6,y\n")).target("b");
    assertThatIllegalArgumentException().isThrownBy(() -> encoder.examples(later)).withMessageContaining("5d");
  }

  @Test
  void numbersAreStandardisedNamesAreOneHotAndMissingIsSaid() throws IOException {
    Table table = pets();
    TableEncoder encoder = TableEncoder.of(table);
    Examples examples = encoder.examples(table);
    assertThat(table.features()).containsExactly("weight", "legs", "fur, \"kind\"");
    assertThat(encoder.classNames()).containsExactly("bird", "cat", "dog");
    assertThat(encoder.outputs()).isEqualTo(3);
    assertThat(encoder.inputShape()).isEqualTo(Shape.of(6)); // weight, missing; legs; long, short, missing
    double deviation = Math.sqrt((10 * 10 + 4 * 4 + 2 * 2) / 3.0 - 16 * 16 / 9.0);
    assertThat(inputs(examples, 0)).containsExactly(
        new float[] {(float) ((10 - 16 / 3.0) / deviation), 0, 1, 0, 1, 0}, within(1e-5f));
    assertThat(inputs(examples, 2)).containsExactly(0, 1, -1, 0, 0, 1);
    assertThat(targets(examples, 1)).containsExactly(0, 1, 0);
  }

  @Test
  void numericTargetsAreNumbersAndMayBeSeveral() throws IOException {
    Table table = Table.csv(file("x,a,b\n1,2,3\n4,5,6\n")).target("a", "b");
    Examples examples = TableEncoder.of(table).examples(table);
    assertThat(targets(examples, 1)).containsExactly(5, 6);
    assertThat(inputs(examples, 1)).containsExactly(1);
    assertThat(examples.classLabels()).isEmpty();
  }

  @Test
  void numbersMayBeNames() throws IOException {
    Table table = Table.csv(file("zip,y\n10,1\n9,0\n10,1\n")).categorical("zip", "y").target("y");
    TableEncoder encoder = TableEncoder.of(table);
    assertThat(encoder.classNames()).containsExactly("0", "1");
    assertThat(inputs(encoder.examples(table), 0)).containsExactly(0, 1); // 9 before 10
  }

  @Test
  void thePartToLearnFromGivesTheMeansAndTheFileTheCategories() throws IOException {
    Table table = Table.csv(file("x,c,y\n1,a,0\n3,b,1\n100,d,0\n")).target("y");
    TableEncoder encoder = TableEncoder.of(table.subset(new int[] {0, 1}));
    assertThat(inputs(encoder.examples(table), 2)).containsExactly(98, 0, 0, 1);
    Table.Parts parts = table.split(0.3, 1);
    assertThat(parts.validation().size()).isEqualTo(1);
    assertThat(parts.training().size()).isEqualTo(2);
  }

  @Test
  void theModelFileKeepsTheEncodingForPrediction() throws IOException {
    Table table = pets();
    TableEncoder encoder = TableEncoder.of(table);
    var network = Sequential.input(encoder.inputShape()).add(dense(encoder.outputs())).build(1);
    Trainer.of(network, softmaxCrossEntropy(), adam(0.1f)).epochs(50).fit(encoder.examples(table));
    Path file = folder.resolve("model.safetensors");
    ModelFile.save(file, network, encoder.metadata());

    var model = ModelFile.load(file);
    TableEncoder loaded = TableEncoder.of(model.metadata());
    Tensor x = loaded.inputs(List.of(Map.of("weight", "4", "legs", "4", "fur, \"kind\"", "long"), table.row(2)));
    assertThat(x.toArray()).startsWith(inputs(encoder.examples(table), 1)).endsWith(
        inputs(encoder.examples(table), 2));
    int[] predicted = model.network().predict(x).argmax(1);
    assertThat(loaded.classNames().get(predicted[0])).isEqualTo("cat");
    assertThat(loaded.metadata()).isEqualTo(encoder.metadata());
  }

  @Test
  void badValuesAreNamedWithTheirLine() throws IOException {
    Table table = pets();
    TableEncoder encoder = TableEncoder.of(table);
    Table other = Table.csv(file(PETS.replace("Polly,2,2", "Polly,2,two"))).target("kind").without("name");
    assertThatIllegalArgumentException().isThrownBy(() -> encoder.examples(other))
        .withMessageStartingWith("expected a finite number in column 'legs', got 'two' in line 7 of ");
    assertThatIllegalArgumentException().isThrownBy(() -> encoder.inputs(List.of(Map.of("weight", "1"))))
        .withMessage("expected a value in column 'legs', in which none was missing, got none in row 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.inputs(List.of(Map.of("legs", "1", "fur, \"kind\"", "curly"))))
        .withMessage("expected one of [long, short] in column 'fur, \"kind\"', got 'curly' in row 0");
    Table noTarget = Table.csv(file("x,y\n1,a\n2,\n")).target("y");
    assertThatIllegalArgumentException().isThrownBy(() -> TableEncoder.of(noTarget).examples(noTarget))
        .withMessageStartingWith("expected one of [a] in column 'y', got '' in line 3 of ");
  }

  @Test
  void aColumnOfNumbersAndWordsIsRefusedUnlessItIsSaidToBeOfNames() throws IOException {
    for (String stray : List.of("oops", "1e99", "5d")) {
      Table table = Table.csv(file("a,b\n1,2\n3,\n4," + stray + "\n"));
      for (Table either : List.of(table.target("a"), table.target("b"))) {
        assertThatIllegalArgumentException().isThrownBy(() -> TableEncoder.of(either))
            .withMessageStartingWith("expected only finite numbers, or only names, in column 'b', got '" + stray
                + "' in line 4 of ")
            .withMessageEndingWith(" beside numbers; Table.categorical takes all of them for names");
      }
      assertThat(TableEncoder.of(table.target("a").categorical("b")).inputShape()).isEqualTo(Shape.of(3));
      assertThat(TableEncoder.of(Table.csv(file("a,b,c\n1,2,3\n3,x,4\n")).without("b").target("a")).outputs())
          .isEqualTo(1);
    }
  }

  @Test
  void aTableThatLacksAColumnIsRefused() throws IOException {
    TableEncoder encoder = TableEncoder.of(Table.csv(file("a,b,y\n1,2,x\n3,4,z\n")).target("y"));
    assertThat(encoder).hasToString("TableEncoder([a, b] as 2 numbers to [y], 2 classes)");
    Table other = Table.csv(file("a,c,y\n1,2,x\n"));
    assertThatIllegalArgumentException().isThrownBy(() -> encoder.examples(other))
        .withMessageStartingWith("expected a column 'b' in ").withMessageEndingWith(", got [a, c, y]");
    Table unlabelled = Table.csv(file("a,b\n1,2\n"));
    assertThatIllegalArgumentException().isThrownBy(() -> encoder.examples(unlabelled))
        .withMessageStartingWith("expected a column 'y' in ");
  }

  @Test
  void badFilesAreNamedWithTheirLine() throws IOException {
    assertThatIllegalArgumentException().isThrownBy(() -> Table.csv(file("a,b\n1,2\n3\n")))
        .withMessageStartingWith("expected 2 values, one for each of [a, b], got 1 in line 3 of ");
    assertThatIllegalArgumentException().isThrownBy(() -> Table.csv(file("a,a\n1,2\n")))
        .withMessageContaining("expected different names of all columns").withMessageContaining("[a, a]");
    assertThatIllegalArgumentException().isThrownBy(() -> Table.csv(file("a,b\n")))
        .withMessageContaining("got 1 rows");
    assertThatIllegalArgumentException().isThrownBy(() -> Table.csv(file("a,b\n1,\"2\n")))
        .withMessageContaining("expected a closing quote for line 2 of ");
    assertThatIllegalArgumentException().isThrownBy(() -> Table.csv(file("a,b\n1,\"2\"3\n")))
        .withMessageContaining("expected a separator behind a quoted cell in line 2 of ").withMessageContaining("'3'");
    Table table = Table.csv(file("a,b\n1,x\n"));
    assertThatIllegalArgumentException().isThrownBy(() -> table.target("c"))
        .withMessageContaining("[a, b], got [c]");
    assertThatIllegalArgumentException().isThrownBy(() -> TableEncoder.of(table))
        .withMessageContaining("expected a table with rows and a target");
    assertThatIllegalArgumentException().isThrownBy(() -> TableEncoder.of(table.target("a", "b")))
        .withMessageContaining("one categorical target or several numeric ones");
    assertThatIllegalArgumentException().isThrownBy(() -> TableEncoder.of(Map.of()))
        .withMessage("expected the encoding of a table as metadata 'weft.table', got null");
    assertThatIllegalArgumentException().isThrownBy(() -> table.split(0.5, 1)).withMessageContaining("of 1 for");
  }
}
