package dev.weft.fmnist.launch;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/**
 * The entry point of the jar. It sees to it that the application runs on Java 25 or newer with the module
 * {@code jdk.incubator.vector}, which a jar's manifest cannot ask for:
 *
 * <ol>
 *   <li>If the module is there already, the application starts in this JVM.
 *   <li>Else the JDK loads the module into this JVM, by the way it loads {@code java.instrument} when an agent attaches.
 *       That costs 25 ms, prints no warning, and keeps the terminal, signals and options as they are. It needs
 *       {@code Add-Exports: java.base/jdk.internal.module} in the jar's manifest and is no public API, therefore:
 *   <li>Should it fail, a second JVM is started with {@code --add-modules}.
 *   <li>On an older Java, a newer one is looked for and started as a second JVM; see {@link JavaFinder}.
 * </ol>
 *
 * <p>{@code -Dweft.launch=child} goes straight to the third step. The code is plain, without lambdas and streams, to
 * keep start-up short.
 */
public final class Launcher {

  /** The oldest Java that runs the application. */
  static final int REQUIRED_JAVA = 25;

  /** The module with the SIMD operations. */
  static final String VECTOR_MODULE = "jdk.incubator.vector";

  /** {@code child} asks for a second JVM; it gets {@code launched}, which says that there shall be no third. */
  static final String MODE_PROPERTY = "weft.launch";

  /** Tells the child the id of the process that launched it. */
  static final String PARENT_PROPERTY = "weft.launch.parent";

  /** Names another class to run instead of the application's. */
  static final String MAIN_PROPERTY = "weft.launch.main";

  private static final String DEFAULT_MAIN = "dev.weft.fmnist.cli.Main";

  private Launcher() {}

  /**
   * Runs the application, here or in another JVM.
   *
   * @param args its arguments
   * @throws Throwable what the application throws
   */
  public static void main(String[] args) throws Throwable {
    if (JavaVersion.running().feature() < REQUIRED_JAVA) {
      System.exit(runOnNewerJava(args));
    } else if (needsChild()) {
      List<String> options = new ArrayList<String>();
      options.add("--add-modules=" + VECTOR_MODULE);
      System.exit(ChildJvm.run(new File(System.getProperty("java.home")), options, args));
    } else {
      runHere(args);
    }
  }

  private static boolean needsChild() {
    String mode = System.getProperty(MODE_PROPERTY, "");
    if (mode.equals("child")) {
      return true;
    }
    if (vectorModuleIsVisible() || loadVectorModule() || mode.equals("launched")) {
      return false;
    }
    // A runtime image without the module cannot be helped: the application falls back to scalar kernels and says so.
    return JavaHome.at(new File(System.getProperty("java.home"))).hasModule(VECTOR_MODULE);
  }

  private static boolean vectorModuleIsVisible() {
    try {
      Class.forName("jdk.incubator.vector.Vector", false, Launcher.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static boolean loadVectorModule() {
    try {
      Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class).invoke(null, VECTOR_MODULE);
      return vectorModuleIsVisible();
    } catch (ReflectiveOperationException e) {
      return false;
    } catch (RuntimeException e) {
      return false;
    } catch (LinkageError e) {
      return false;
    }
  }

  private static void runHere(String[] args) throws Throwable {
    try {
      Class<?> main = Class.forName(System.getProperty(MAIN_PROPERTY, DEFAULT_MAIN));
      main.getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static int runOnNewerJava(String[] args) throws Exception {
    JavaFinder finder = JavaFinder.forThisMachine();
    JavaHome found = finder.find(REQUIRED_JAVA);
    if (found == null) {
      System.err.println("Weft needs Java " + REQUIRED_JAVA + " or newer, and this is Java "
          + System.getProperty("java.version") + " in " + System.getProperty("java.home") + ".");
      System.err.println("Looked for a newer one:");
      for (String line : finder.report()) {
        System.err.println("  " + line);
      }
      System.err.println("Install one, for example from https://adoptium.net, or set WEFT_JAVA_HOME to its folder.");
      return 1;
    }
    List<String> options = new ArrayList<String>();
    options.add("-XX:+IgnoreUnrecognizedVMOptions"); // the user's options were written for the older Java
    return ChildJvm.run(found.directory(), options, args);
  }
}
