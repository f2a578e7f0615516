package dev.weft.fmnist.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LauncherTest {
  @Test
  void java8CanReadTheLauncher() throws IOException {
    try (DataInputStream in = new DataInputStream(Launcher.class.getResourceAsStream("Launcher.class"))) {
      assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
      in.readUnsignedShort(); // minor version
      assertThat(in.readUnsignedShort()).isEqualTo(52);
    }
  }
}
