package dev.weft.fmnist.launch;

/** The entry point of the jar; its class file is one that Java 8 can read. */
public final class Launcher {
  private Launcher() {}

  /**
   * Says which Java started it.
   *
   * @param args not used yet
   */
  public static void main(String[] args) {
    System.out.println("weft fmnist-app, started by Java " + System.getProperty("java.version"));
  }
}
