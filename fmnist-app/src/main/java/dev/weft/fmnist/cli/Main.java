package dev.weft.fmnist.cli;

/** The application behind the launcher. */
public final class Main {
  private Main() {}

  /**
   * Runs the command named by the first argument.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.out.println("weft fmnist-app on Java " + Runtime.version().feature());
  }
}
