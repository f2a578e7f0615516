package dev.weft.fmnist.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads {@code metrics.json}, which people may have edited and copying may have damaged. */
final class MetricsFile {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private MetricsFile() {}

  /**
   * Reads the object in a file.
   *
   * @throws DataFormatException if there is something else
   * @throws IOException if the file cannot be read
   */
  static JsonNode read(Path file) throws IOException {
    String text = TextFile.read(file);
    try {
      JsonNode metrics = JSON.readTree(text);
      if (!metrics.isObject()) {
        throw notAnObject(file,
            text.isBlank() ? "an empty file" : metrics.getNodeType().name().toLowerCase(Locale.ROOT), null);
      }
      return metrics;
    } catch (JsonProcessingException e) {
      throw notAnObject(file, (e instanceof JsonEOFException ? "one that is cut off" : "a mistake") + place(e), e);
    }
  }

  private static DataFormatException notAnObject(Path file, String found, Throwable cause) {
    return new DataFormatException(file.toString(), "a JSON object", found, cause);
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null ? ""
        : " in line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  /**
   * Makes sure that the numbers that a report shows are there and can be.
   *
   * @throws DataFormatException if one is missing or out of its range
   */
  static void requireNumbers(Path file, JsonNode metrics) throws DataFormatException {
    for (String name : List.of("testLoss", "seconds", "imagesPerSecond")) {
      double value = metrics.path(name).doubleValue();
      require(metrics.path(name).isNumber() && value >= 0 && Double.isFinite(value), file, metrics, name,
          "a number of 0 or more");
    }
    JsonNode accuracy = metrics.path("testAccuracy");
    require(accuracy.isNumber() && accuracy.doubleValue() >= 0 && accuracy.doubleValue() <= 1, file, metrics,
        "testAccuracy", "a number from 0 to 1");
    for (String name : List.of("correct", "epochs", "threads")) {
      JsonNode count = metrics.path(name);
      require(count.isIntegralNumber() && count.canConvertToLong() && count.longValue() >= 0, file, metrics, name,
          "a count");
    }
  }

  private static void require(boolean holds, Path file, JsonNode metrics, String name, String expected)
      throws DataFormatException {
    if (!holds) {
      throw new DataFormatException(file.toString(), expected + " as " + name,
          metrics.has(name) ? TextFile.shown(metrics.get(name).toString()) : "none");
    }
  }
}
