package dev.weft.fmnist.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the operating system calls the processor. */
final class Cpu {

  private static final Path LINUX = Path.of("/proc/cpuinfo");

  private Cpu() {}

  /** The model's name, or at least its architecture. */
  static String name() {
    String name = "";
    if (Files.isReadable(LINUX)) {
      name = fromCpuInfo();
    } else if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")) {
      name = fromSysctl();
    } else {
      name = System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "");
    }
    String architecture = System.getProperty("os.arch");
    return name.isEmpty() ? architecture : name + " (" + architecture + ")";
  }

  private static String fromCpuInfo() {
    try {
      for (String line : Files.readAllLines(LINUX)) {
        if (line.startsWith("model name") && line.indexOf(':') >= 0) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      return ""; // a name is nice to have
    }
    return "";
  }

  private static String fromSysctl() {
    try {
      Process process = new ProcessBuilder(List.of("sysctl", "-n", "machdep.cpu.brand_string")).start();
      try (var out = process.getInputStream()) {
        return new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
    } catch (IOException e) {
      return "";
    }
  }
}
