package dev.weft.core.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;

/** A JVM of its own for {@link KernelChoiceTest}: prints what was chosen and, if asked, runs the contract on it. */
final class KernelChild {

  private KernelChild() {}

  /**
   * {@code choice} prints the choice, {@code contract} also tests the kernels, {@code warmup} also warms them up, {@code error}
   * asks twice and prints errors.
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    if (arguments[0].equals("error")) {
      printError();
      printError();
      return;
    }
    KernelChoice choice = KernelChoice.active();
    System.out.println(choice.kernels().name());
    System.out.println(choice.reason());
    System.out.println(choice.fallback());
    if (arguments[0].equals("contract")) {
      int checks = runTests(new KernelContractTest()) + runTests(new ElementContractTest())
          + runTests(new PatchContractTest()) + runTests(new WinogradContractTest())
          + runTests(new SingleChannelContractTest()) + runTests(new DepthwiseContractTest())
          + runTests(new PoolContractTest()) + runTests(new RecurrentContractTest());
      System.out.println("passed " + checks);
    } else if (arguments[0].equals("warmup")) {
      WarmUp.run(0);
      WarmUp.run(1000);
      System.out.println("warm");
    }
  }

  private static void printError() {
    try {
      KernelChoice.active();
    } catch (RuntimeException e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static int runTests(Object test) throws ReflectiveOperationException {
    List<Method> methods = List.of(test.getClass().getDeclaredMethods());
    int checks = 0;
    for (Method method : methods) {
      if (method.isAnnotationPresent(ParameterizedTest.class)) {
        for (int size : KernelContractTest.sizes().toArray()) {
          try {
            method.invoke(test, size);
          } catch (InvocationTargetException e) {
            throw new AssertionError(method.getName() + " at size " + size, e.getCause());
          }
          checks++;
        }
      }
    }
    return checks;
  }
}
