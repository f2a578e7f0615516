package dev.weft.fmnist.cli;

import picocli.CommandLine.IVersionProvider;

/** The application's version, which is the library's. */
final class Version implements IVersionProvider {

  /** As the jar's manifest has it; {@code development} where classes run without a jar. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"Weft fmnist-app " + text() + " on Java " + Runtime.version()};
  }
}
