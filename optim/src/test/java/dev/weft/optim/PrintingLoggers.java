package dev.weft.optim;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/** Prints what is logged through {@link System.Logger} by Weft, one line a record; a service of {@link FallbackTest}. */
public final class PrintingLoggers extends System.LoggerFinder {

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Printer(name);
  }

  private record Printer(String name) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return name.startsWith("dev.weft");
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
      log(level, bundle, text);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... values) {
      if (isLoggable(level)) {
        System.out.println("log " + level + " " + name + " " + MessageFormat.format(format, values));
      }
    }
  }
}
