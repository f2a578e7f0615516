package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "unable to create native thread: possibly out of memory or process/resource limits reached | --threads",
      "Metaspace | MaxMetaspaceSize", "Compressed class space | MaxMetaspaceSize",
      "Cannot reserve 10 bytes of direct buffer memory (allocated: 1, limit: 2) | MaxDirectMemorySize",
      "Requested array size exceeds VM limit | --batch-size", "Map failed | the machine"})
  void theAdviceFollowsFromWhatRanOut(String cause, String advice) {
    assertThat(Failures.message(new OutOfMemoryError(cause))).startsWith("not enough memory (" + cause + "): ")
        .contains(advice).doesNotContain("-Xmx");
  }

  @Test
  void theHeapThatIsAdvisedIsLargerThanTheOneThatWasTooSmall() {
    String message = Failures.message(new OutOfMemoryError("Java heap space"));
    Matcher numbers = Pattern.compile("more than (\\d+) MB with -Xmx, as in java -Xmx(\\d+)g ").matcher(message);
    assertThat(numbers.find()).isTrue();
    assertThat(1024 * Long.parseLong(numbers.group(2))).isGreaterThan(Long.parseLong(numbers.group(1)));
  }
}
