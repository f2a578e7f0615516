package dev.weft.fmnist.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Handlers of signals. The JDK has them only in {@code sun.misc.Signal} of the module {@code jdk.unsupported}; javac
 * warns of every mention of that class, so it is reached by reflection. Where it is missing, signals end the program
 * as ever.
 */
final class Signals {

  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Signals() {}

  /**
   * Runs an action, in a thread of its own, each time a signal comes.
   *
   * @param name such as {@code INT}
   * @return undoes this; does nothing if the platform has no such signal
   */
  static Runnable handle(String name, Runnable action) {
    try {
      Class<?> handlerType = Class.forName(HANDLER);
      Object handler = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerType},
          (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
              return objectMethod(proxy, method, arguments);
            }
            action.run();
            return null;
          });
      Object before = install(name, handlerType, handler);
      return () -> {
        try {
          install(name, handlerType, before);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException("cannot restore the handling of signal " + name, e);
        }
      };
    } catch (ReflectiveOperationException e) { // no such module, or no such signal on this platform
      return () -> {};
    }
  }

  /**
   * Sends a signal to this process.
   *
   * @throws ReflectiveOperationException if the platform has no such signal
   */
  static void raise(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName(SIGNAL);
    type.getMethod("raise", type).invoke(null, type.getConstructor(String.class).newInstance(name));
  }

  private static Object install(String name, Class<?> handlerType, Object handler)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName(SIGNAL);
    Object signal = type.getConstructor(String.class).newInstance(name);
    return type.getMethod("handle", type, handlerType).invoke(null, signal, handler);
  }

  @SuppressWarnings("ReferenceEquality") // a proxy equals itself only
  private static Object objectMethod(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "signal handler";
    };
  }
}
