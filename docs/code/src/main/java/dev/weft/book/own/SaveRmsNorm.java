package dev.weft.book.own;

import dev.weft.book.Print;
import dev.weft.layers.LayerKinds;
import dev.weft.layers.engine.Network;
import dev.weft.layers.io.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Saves a network with {@link RmsNorm} and loads it again. */
public final class SaveRmsNorm {

  private SaveRmsNorm() {}

  /** Whether the network that was loaded gives the same bits as the one that was saved. */
  static boolean comesBack(Path file) throws IOException {
    Network network = CheckRmsNorm.network(new RmsNorm.Spec(1e-5f));
    LayerKinds kinds = LayerKinds.standard().with("rms_norm", RmsNorm.Spec.class);
    ModelFile.save(file, network, Map.of(), kinds);
    Network again = ModelFile.load(file, kinds).network();
    return Arrays.equals(
        again.predict(CheckRmsNorm.noise(4)).toArray(), network.predict(CheckRmsNorm.noise(4)).toArray());
  }

  /** Prints what happens without the kind, and with it. */
  public static void main(String[] args) throws IOException {
    Path file = Files.createTempFile("rms-norm", ".safetensors");
    try {
      Print.line("comes back with the same bits: %s", comesBack(file));
      ModelFile.load(file);
    } catch (IOException e) {
      Print.line("without the kind: %s", e.getMessage().replace(file.toString(), "FILE"));
    } finally {
      Files.delete(file);
    }
  }
}
