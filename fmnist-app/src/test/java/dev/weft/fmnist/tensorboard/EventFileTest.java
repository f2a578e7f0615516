package dev.weft.fmnist.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.fmnist.tensorboard.EventReader.Fields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

  @TempDir
  private Path folder;

  /** RFC 3720, appendix B.4, and the usual check value. */
  @Test
  void theReadersChecksumIsTheKnownOne() {
    byte[] ascending = new byte[32];
    for (int i = 0; i < ascending.length; i++) {
      ascending[i] = (byte) i;
    }

    assertThat(EventReader.crc32c("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xe3069283L);
    assertThat(EventReader.crc32c(new byte[32])).isEqualTo(0x8a9136aaL);
    assertThat(EventReader.crc32c(ascending)).isEqualTo(0x46dd794eL);
  }

  /** The first record of files that TensorFlow writes, but for the time: 09 and eight bytes, 1a, 0d, brain.Event:2. */
  @Test
  void aFileBeginsWithTheVersionAfterItsLengthOf24() throws IOException {
    byte[] bytes = Files.readAllBytes(EventFile.create(folder).path());

    assertThat(HexFormat.of().formatHex(bytes, 0, 13)).isEqualTo("1800000000000000" + "a37f4b22" + "09");
    assertThat(new String(bytes, 23, 13, StandardCharsets.US_ASCII)).isEqualTo("brain.Event:2");
    assertThat(bytes).hasSize(8 + 4 + 24 + 4);
  }

  @Test
  void theNameIsOneThatTensorBoardLooksFor() throws IOException {
    long before = System.currentTimeMillis() / 1000;

    String name = EventFile.create(folder.resolve("made")).path().getFileName().toString();

    assertThat(name).matches("events\\.out\\.tfevents\\.\\d{10}\\..+\\.\\d+\\.0\\.weft");
    assertThat(Long.parseLong(name.split("\\.", -1)[3])).isBetween(before, System.currentTimeMillis() / 1000);
  }

  @Test
  void filesOfTheSameSecondAreDifferent() throws IOException {
    Path first = EventFile.create(folder).path();
    Path second = EventFile.create(folder).path();

    assertThat(EventFile.in(folder)).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void appendedEventsFollowTheVersion() throws IOException {
    EventFile file = EventFile.create(folder);
    double before = System.currentTimeMillis() / 1e3;
    file.append(Events.summary(300, List.of(Events.scalar("a/b", 0.1), Events.scalar("ü", Double.NaN))));

    List<Fields> events = EventReader.read(file.path());
    Fields event = events.get(1);
    List<Fields> values = event.messages(5).getFirst().messages(1);

    assertThat(events).hasSize(2);
    assertThat((double) event.one(1)).isBetween(before, System.currentTimeMillis() / 1e3);
    assertThat(event.one(2)).isEqualTo(300L);
    assertThat(values).extracting(value -> value.text(1)).containsExactly("a/b", "ü");
    assertThat(values).extracting(value -> value.one(2)).containsExactly(0.1f, Float.NaN);
  }

  @Test
  void aNegativeIntegerTakesTenBytes() {
    byte[] bytes = new Message().integer(2, -1).toBytes();

    assertThat(bytes).hasSize(11);
    assertThat(EventReader.decode(bytes).one(2)).isEqualTo(-1L);
  }

  @Test
  void aDamagedRecordIsFound() throws IOException {
    EventFile file = EventFile.create(folder);
    byte[] bytes = Files.readAllBytes(file.path());
    bytes[20] ^= 1;
    Files.write(file.path(), bytes);

    assertThatThrownBy(() -> EventReader.read(file.path())).isInstanceOf(AssertionError.class)
        .hasMessageContaining("CRC-32C");
  }
}
