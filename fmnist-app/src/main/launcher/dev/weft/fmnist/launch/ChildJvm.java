package dev.weft.fmnist.launch;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A second JVM that runs the same program with the same options and arguments, on the same terminal.
 *
 * <p>Ctrl-C reaches both from the terminal. When this JVM is asked to end, it asks the child to and waits for it, so
 * the child may see Ctrl-C as two signals in quick succession. When this JVM is killed it cannot ask: the child is told
 * whom to watch, and ends by itself.
 */
final class ChildJvm {

  /**
   * What every child gets, before the user's options so that those win. The collector is left to the JVM: add one
   * here if measurements ask for it.
   */
  private static final List<String> FIXED_OPTIONS = Arrays.asList(
      "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED"); // the manifest's Add-Exports counts only with -jar

  private ChildJvm() {}

  /**
   * Runs the launcher in a second JVM to its end.
   *
   * @return its exit code
   */
  static int run(File javaHome, List<String> options, String[] args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<String>();
    command.add(new JavaHome(javaHome).executable().getPath());
    command.addAll(FIXED_OPTIONS);
    command.addAll(options);
    command.addAll(passedOn(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    command.add("-D" + Launcher.MODE_PROPERTY + "=launched");
    command.add("-D" + Launcher.PARENT_PROPERTY + "=" + processId());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Launcher.class.getName());
    command.addAll(Arrays.asList(args));
    final Process child = new ProcessBuilder(command).inheritIO().start();
    Thread forward = new Thread("weft-stop-child") {
      @Override
      public void run() {
        child.destroy();
        try {
          // A hook may not call exit, but it may end the JVM, here with the child's exit code.
          Runtime.getRuntime().halt(child.waitFor());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
    Runtime.getRuntime().addShutdownHook(forward);
    int code = child.waitFor();
    try {
      Runtime.getRuntime().removeShutdownHook(forward);
    } catch (IllegalStateException e) {
      forward.join(); // already ending, and the hook does so with the child's exit code
    }
    return code;
  }

  /** The id of this process, in the way of Java 8. */
  private static String processId() {
    return ManagementFactory.getRuntimeMXBean().getName().split("@", -1)[0];
  }

  /** The user's JVM options without a debugger's: its port is taken by this JVM. */
  static List<String> passedOn(List<String> options) {
    List<String> kept = new ArrayList<String>();
    for (String option : options) {
      if (!option.startsWith("-agentlib:jdwp") && !option.startsWith("-Xrunjdwp")) {
        kept.add(option);
      }
    }
    return kept;
  }
}
