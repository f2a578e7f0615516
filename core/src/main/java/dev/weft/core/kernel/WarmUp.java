package dev.weft.core.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings the kernels to the JIT compiler's attention before they are needed.
 *
 * <p>Until C2 has compiled a kernel, each of its vector operations allocates and runs hundreds of times slower. A training step
 * that starts so spends long in every loop, and loops that run long are compiled twice. Here every kernel runs often with short
 * trips instead, just enough for C2 to take it. The library does so by itself, see {@link #run(KernelUse, long)}, with the kernels that a network
 * uses; an application that knows early what it will do calls it on a thread of its own while it reads its
 * data.
 *
 * {@snippet :
 * WarmUp.run(network.kernelUse(true), 2000); // fit and sessions do so by themselves
 * }
 */
public final class WarmUp {

  /** The interpreter is given this many calls with loops of one turn, after which C1 has compiled a kernel. */
  private static final int FIRST_CALLS = 220;

  /** C1's code is given as many, with loops of some turns, until C2 has it in its queue: 15,000 calls and turns. */
  private static final int CALLS = 620;

  /** Turns of a kernel's loop: few, as those before C2 cost most, but so many that C2 sees a loop. */
  private static final int TRIPS = 24;

  /** Calls of a kernel in each of the rounds that wait for C2: it forgets methods that nobody calls. */
  private static final int CALLS_IN_ROUND = 10;

  /** Between two rounds, so that C2 has the processor. */
  private static final long PAUSE_NANOS = 1_000_000;

  /** A kernel of which a call takes no longer runs in compiled code. */
  private static final long COMPILED_NANOS = 5_000;

  private static final int COMPILED_ROUNDS = 3;

  /** If no kernel became this much faster for so long, C2 has nothing more to do, on a slow machine too. */
  private static final double FASTER = 0.7;

  private static final long STILL_NANOS = 1_000_000_000;

  private static final String PROPERTY = "weft.warmup";
  private static final KernelUse TRAINING = new KernelUse(true);
  private static final KernelUse INFERENCE = new KernelUse(false);

  private WarmUp() {}

  /**
   * Warms up all active kernels until they are compiled or the time is over; returns at once with scalar kernels.
   *
   * @param limitMillis the most milliseconds to take; about 3,000 are enough on two idle cores
   */
  public static void run(long limitMillis) {
    run(KernelUse.all(), limitMillis);
  }

  /**
   * Warms up those of the active kernels that are used and that nobody has warmed up yet, until they are compiled or the time is
   * over. Returns at once with scalar kernels, or with {@code -Dweft.warmup=off}. Workspaces of networks that have much to compute
   * call it before they allocate: while a large array is cleared, no garbage can be collected.
   *
   * @param limitMillis the most milliseconds to take; most networks need 1,000 to 3,000 on two idle cores
   */
  public static synchronized void run(KernelUse use, long limitMillis) {
    if (Kernels.active().lanes() == 1 || "off".equals(System.getProperty(PROPERTY))) {
      return;
    }
    KernelUse rest = use.training() ? use.without(TRAINING) : use.without(TRAINING).without(INFERENCE);
    (use.training() ? TRAINING : INFERENCE).add(rest);
    if (!rest.isEmpty()) {
      warmUp(rest, limitMillis);
    }
  }

  /** One kernel after the other, so that C2 has something to do from early on; then all, until they are compiled. */
  private static void warmUp(KernelUse use, long limitMillis) {
    long end = System.nanoTime() + limitMillis * 1_000_000;
    List<Runnable> first = new KernelCalls(Kernels.active(), use, 1).list();
    List<Runnable> kernels = new KernelCalls(Kernels.active(), use, TRIPS).list();
    for (int i = 0; i < kernels.size() && System.nanoTime() < end; i++) {
      repeat(first.get(i), FIRST_CALLS);
      repeat(kernels.get(i), CALLS);
    }
    awaitCompiled(kernels, end);
  }

  private static void awaitCompiled(List<Runnable> kernels, long end) {
    long[] fastest = new long[kernels.size()];
    Arrays.fill(fastest, Long.MAX_VALUE);
    long lastChange = System.nanoTime();
    for (int compiled = 0; compiled < COMPILED_ROUNDS;) {
      boolean all = true;
      for (int i = 0; i < fastest.length; i++) {
        long nanos = fastestCall(kernels.get(i));
        if (nanos < FASTER * fastest[i]) {
          fastest[i] = nanos;
          lastChange = System.nanoTime();
        }
        all &= nanos < COMPILED_NANOS;
      }
      compiled = all ? compiled + 1 : 0;
      long now = System.nanoTime();
      if (now > end || now - lastChange > STILL_NANOS) {
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static long fastestCall(Runnable kernel) {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < CALLS_IN_ROUND; i++) {
      long began = System.nanoTime();
      kernel.run();
      fastest = Math.min(fastest, System.nanoTime() - began);
    }
    return fastest;
  }

  private static void repeat(Runnable kernel, int calls) {
    for (int i = 0; i < calls; i++) {
      kernel.run();
    }
  }
}
