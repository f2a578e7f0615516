package dev.weft.core.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Options of the running HotSpot JVM, as they are in effect.
 *
 * <p>The module {@code jdk.management} that knows them is asked by name: Weft does not need it, and a JVM without it has no
 * answers.
 */
final class JvmFlags {

  private final Object bean;
  private final Method option;

  private JvmFlags(Object bean, Method option) {
    this.bean = bean;
    this.option = option;
  }

  /** The options of this JVM, or null if they cannot be asked for. */
  static JvmFlags ofThisJvm() {
    try {
      Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
      Object bean = Class.forName("java.lang.management.ManagementFactory").getMethod("getPlatformMXBean", Class.class)
          .invoke(null, type);
      return bean == null ? null : new JvmFlags(bean, type.getMethod("getVMOption", String.class));
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }

  /** An option's value as text, empty if this JVM does not know it. */
  String get(String name) {
    try {
      Object found = option.invoke(bean, name);
      return (String) found.getClass().getMethod("getValue").invoke(found);
    } catch (InvocationTargetException e) { // no such option
      return "";
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("expected HotSpot's options to be readable", e);
    }
  }

  boolean isOff(String name) {
    return get(name).equals("false");
  }
}
