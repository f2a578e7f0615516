package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class PathOptionTest {

  @Test
  void aTildeBeforeASlashIsTheHomeDirectory() {
    Path home = Path.of(System.getProperty("user.home"));
    assertThat(PathOption.parse("~/run")).isEqualTo(home.resolve("run"));
    assertThat(PathOption.parse("~")).isEqualTo(home);
    assertThat(PathOption.parse("./~/run")).isEqualTo(Path.of("./~/run"));
    assertThat(PathOption.parse("a~/b")).isEqualTo(Path.of("a~/b"));
  }

  @Test
  void theHomeOfAnotherUserIsLeftToTheShell() {
    assertThatThrownBy(() -> PathOption.parse("~nobody/run")).isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("expected a path, got ~nobody/run");
    assertThat(PathOption.parse("~$letter.docx")).isEqualTo(Path.of("~$letter.docx"));
  }

  @Test
  void anEmptyTextIsNoPath() {
    assertThatThrownBy(() -> PathOption.parse("")).isInstanceOf(TypeConversionException.class)
        .hasMessage("expected a path, got an empty text");
  }
}
