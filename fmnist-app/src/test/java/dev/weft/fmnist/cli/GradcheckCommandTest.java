package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.core.tensor.Shape;
import dev.weft.fmnist.data.IdxFiles;
import dev.weft.layers.check.GradientReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradcheckCommandTest {

  @TempDir
  private static Path folder;

  private static Path data;

  @BeforeAll
  static void writeData() throws IOException {
    data = IdxFiles.writeDataset(folder, 20, 10);
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void everyTensorOfAReferenceNetworkHasItsRowAndPasses(Architecture architecture) {
    Cli.Result result = Cli.run("gradcheck", "--data", data, "--architecture", architecture, "--elements", 10);

    assertThat(result.code()).as(result.out()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("Network  " + architecture + ", 241,546 parameters, in training mode, ")
        .contains("Data     4 test images from " + data)
        .containsPattern("conv2d_2\\+relu_2\\+max_pool2d_2 +input +\\(4, 13, 13, 32\\) +10 ")
        .containsPattern("\n +kernel +\\(3, 3, 64, 128\\) +10 .* ok\n")
        .containsPattern("softmax_cross_entropy +output +\\(4, 10\\) +10 .* ok\npassed: ");
  }

  @Test
  void theCheckCanBeRestrictedToLayers() {
    Cli.Result result = Cli.run("gradcheck", "--data", data, "--layer", "dense_2", "--layer", "conv2d_1",
        "--elements", 5, "--images", 2);

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("conv2d_1+relu_1+max_pool2d_1", "dense_2", "6 tensors, 30 elements checked")
        .doesNotContain("dense_1", "softmax_cross_entropy");
  }

  @Test
  void theSameSeedPrintsTheSameAndAnotherSeedSomethingElse() {
    String first = Cli.run("gradcheck", "--data", data, "--layer", "dense_2", "--seed", 7).out();

    assertThat(Cli.run("gradcheck", "--data", data, "--layer", "dense_2", "--seed", 7).out()).isEqualTo(first);
    assertThat(Cli.run("gradcheck", "--data", data, "--layer", "dense_2", "--seed", 8).out()).isNotEqualTo(first);
  }

  @Test
  void programsGetJson() throws IOException {
    Cli.Result result = Cli.run("gradcheck", "--data", data, "--layer", "dense_2", "--json");
    JsonNode json = new ObjectMapper().readTree(result.out());

    assertThat(json.get("passed").asBoolean()).isTrue();
    assertThat(json.get("architecture").asText()).isEqualTo("dropout");
    assertThat(json.get("tensors")).hasSize(3);
    JsonNode kernel = json.get("tensors").get(1);
    assertThat(kernel.get("tensor").asText()).isEqualTo("dense_2/kernel");
    assertThat(kernel.get("shape").toString()).isEqualTo("[128,10]");
    assertThat(kernel.get("checked").asInt()).isEqualTo(50);
    assertThat(kernel.get("verdict").asText()).isEqualTo("ok");
    assertThat(kernel.get("worst").get("index")).hasSize(2);
    assertThat(kernel.get("worst").get("analytic").asDouble())
        .isCloseTo(kernel.get("worst").get("numeric").asDouble(), withinPercentage(5));
  }

  @Test
  void anUnknownLayerIsToldTheKnownOnes() {
    Cli.Result result = Cli.run("gradcheck", "--data", data, "--layer", "conv_1");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: --layer: expected one of conv2d_1, relu_1, max_pool2d_1, dropout_1, ")
        .endsWith(", softmax_cross_entropy, got conv_1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--elements 0", "--images 0", "--images 65", "--architecture vgg", "--seed x", "dense_1"})
  void wrongUsageIsOneLineAndExitCodeTwo(String options) {
    Cli.Result result = Cli.run((Object[]) ("gradcheck " + options).split(" "));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("error: ").hasLineCount(1);
  }

  @Test
  void aCheckThatFailedOrShowedNothingHasExitCodeOne() {
    assertThat(GradcheckCommand.exitCode(report(GradientReport.Verdict.OK))).isZero();
    assertThat(GradcheckCommand.exitCode(report(GradientReport.Verdict.UNRESOLVED))).isEqualTo(1);
    assertThat(GradcheckCommand.exitCode(report(GradientReport.Verdict.FAILED))).isEqualTo(1);
  }

  private static GradientReport report(GradientReport.Verdict verdict) {
    GradientReport.Element worst = new GradientReport.Element(List.of(0), 1, 2, 0.5, false);
    return new GradientReport(
        List.of(new GradientReport.TensorCheck("dense_1", "input", Shape.of(1), 1, 0, 1, worst, verdict)));
  }
}
