package dev.weft.fmnist.launch;

/** An application for the launcher to launch: tells in what it runs, and ends as its arguments say. */
public final class Probe {

  private Probe() {}

  /** Prints a line a fact; then {@code exit N} exits, {@code throw} throws, {@code wait} waits for a signal. */
  public static void main(String[] args) throws Exception {
    System.out.println("arguments " + String.join("|", args));
    System.out.println("vector " + Class.forName("jdk.incubator.vector.FloatVector").getModule().getName());
    System.out.println("mode " + System.getProperty(Launcher.MODE_PROPERTY));
    System.out.println("property " + System.getProperty("some.property"));
    System.out.println("heap " + (Runtime.getRuntime().maxMemory() >> 20));
    switch (args.length == 0 ? "" : args[0]) {
      case "exit" -> System.exit(Integer.parseInt(args[1]));
      case "throw" -> throw new IllegalStateException("thrown by the probe");
      case "wait" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopped in peace")));
        System.out.println("ready");
        Thread.sleep(20_000);
      }
      default -> System.out.println("done");
    }
  }
}
