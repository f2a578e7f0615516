package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar among other processes: shells, pipes, signals, and itself. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell and its signals")
class RunsIT {

  private static final int TRAININGS = 3;
  private static final int CONNECTIONS = 200;

  @TempDir
  private static Path folder;

  private static Jar jar;
  private static Path data;

  @BeforeAll
  static void prepare() throws IOException {
    jar = new Jar(folder);
    data = Jar.writeSample(folder.resolve("its data"));
  }

  private static String quoted(List<String> command) {
    return command.stream().map(Program::quoted).collect(Collectors.joining(" "));
  }

  private static Jar.Started shell(String line) throws IOException {
    return jar.start(List.of("sh", "-c", line));
  }

  private static List<String> train(Path out, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", "--data", data, "--out", out, "--limit", 512));
    words.addAll(List.of(more));
    return Jar.command(words.toArray());
  }

  @Test
  void resultsThatCannotBeWrittenAreAnError() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "needs a device that is always full");
    String doctor = quoted(Jar.command("train", "--help"));
    for (String to : List.of(">/dev/full", ">&-")) {
      Jar.Run run = shell(doctor + " " + to).await();
      assertThat(run.code()).as(to).isEqualTo(1);
      assertThat(run.err()).as(to).hasLineCount(1).startsWith("error: cannot write the output: ");
    }
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoError() throws Exception {
    Jar.Run run = shell(quoted(Jar.command("generate-completion")) + " | head -n 1").await();
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).hasLineCount(1);
  }

  @Test
  void aShellRunsThePrintedCommandAsItIs() throws Exception {
    Path out = folder.resolve("it's $a run");
    Jar.Started started = jar.start(train(out, "--epochs", 3));
    started.awaitOutput("epoch 1/3");
    started.signal("TERM");
    Jar.Run interrupted = started.await();
    assertThat(interrupted.code()).isEqualTo(143);
    String command = continued(interrupted.out());

    Jar.Run resumed = shell(command).await();

    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.code()).as(command).isZero();
    assertThat(out.resolve("metrics.json")).exists();
  }

  @Test
  void printedCommandsKeepTheKernelsOfTheirRun() throws Exception {
    Path out = folder.resolve("scalar");
    List<String> command = train(out, "--epochs", 3);
    command.add(1, "-Dweft.kernels=scalar");
    Jar.Started started = jar.start(command);
    started.awaitOutput("epoch 1/3");
    started.signal("TERM");
    String continued = continued(started.await().out());

    String report = quoted(Jar.command("report", "--data", data, "--run", out)); // in a JVM that has other kernels
    assertThat(shell(report).await().err()).contains("continue it with ", "-Dweft.kernels=scalar ");
    assertThat(shell(continued).await().code()).as(continued).isZero();
    assertThat(shell(report).await().code()).isZero();
    assertThat(out.resolve("report.html")).content().containsPattern("-Dweft.kernels&#x3D;scalar [^<]* train ");
  }

  private static String continued(String printed) {
    return printed.substring(printed.indexOf("Continue with: ") + "Continue with: ".length()).strip();
  }

  @Test
  void namesThatTheTerminalsLanguageDoesNotKnowAreExplained() throws Exception {
    String predict = quoted(Jar.command("predict", "--model", "m.safetensors"));
    String name = "\"$(printf 'donn\\303\\251es')\"";

    Jar.Run argument = shell("LC_ALL=C exec " + predict + " " + name).await();
    assertThat(argument.code()).isEqualTo(2);
    assertThat(argument.err()).hasLineCount(1).contains("expected a path", "start with LC_ALL=C.UTF-8");

    Jar.Run current = shell("cd " + Program.quoted(folder.toString()) + " && mkdir " + name + " && cd " + name
        + " && LC_ALL=C exec " + predict + " a.png").await();
    assertThat(current.code()).isEqualTo(1);
    assertThat(current.err()).hasLineCount(1).contains("m.safetensors", "start with LC_ALL=C.UTF-8");
  }

  @Test
  void aBatchTakesNoMoreMemoryThanThereAreImagesToTrainOn() throws Exception {
    Jar.Run run = jar.start(train(folder.resolve("batch"), "--epochs", 1, "--batch-size", 1_000_000)).await();
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void aClosedTerminalLeavesACheckpoint() throws Exception {
    Path out = folder.resolve("hang-up");
    Jar.Started started = jar.start(train(out, "--epochs", 50));
    started.awaitOutput(" 1/50");
    started.signal("HUP");
    assertThat(started.await().code()).isEqualTo(128 + 1);
    assertThat(out.resolve("checkpoint.safetensors")).exists();
  }

  @Test
  void aKilledLauncherDoesNotLeaveItsTrainingBehind() throws Exception {
    Path out = folder.resolve("orphan");
    List<String> command = train(out, "--epochs", 500000);
    command.add(1, "-Dweft.launch=child");
    Jar.Started started = jar.start(command);
    started.awaitOutput(" 1/500000");
    ProcessHandle child = started.process().children().findFirst().orElseThrow();

    started.process().destroyForcibly().waitFor();

    child.onExit().get(60, TimeUnit.SECONDS);
    assertThat(Files.readString(started.out())).contains("Interrupted in epoch");
    assertThat(out.resolve("checkpoint.safetensors")).exists();
  }

  @Test
  void trainingsThatBeginInOneSecondHaveAFolderEach() throws Exception {
    Path work = Files.createDirectory(folder.resolve("work"));
    List<Jar.Started> all = new ArrayList<>();
    for (int seed = 1; seed <= TRAININGS; seed++) {
      all.add(shell("cd " + Program.quoted(work.toString()) + " && exec " + quoted(Jar.command("train", "--data", data,
          "--limit", 128, "--epochs", 1, "--seed", seed))));
    }
    Set<String> seeds = new HashSet<>();
    for (Jar.Started one : all) {
      assertThat(one.await().code()).isZero();
    }
    try (Stream<Path> runs = Files.list(work.resolve("runs"))) {
      for (Path run : runs.toList()) {
        seeds.add(Files.readString(run.resolve("metrics.json")).replaceAll("(?s).*\"seed\" : (\\d+).*", "$1"));
      }
    }
    assertThat(seeds).containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void ofTwoTrainingsInOneFolderTheSecondIsToldWhoHoldsIt() throws Exception {
    Path out = folder.resolve("shared");
    Jar.Started first = jar.start(train(out, "--epochs", 500000));
    first.awaitOutput(" 1/500000");

    Jar.Run second = jar.start(train(out, "--epochs", 1, "--overwrite")).await();
    assertThat(second.code()).isEqualTo(1);
    assertThat(second.err()).hasLineCount(1).contains("held by process " + first.process().pid());

    first.process().destroyForcibly().waitFor();
    Jar.Run third = jar.start(train(out, "--epochs", 1, "--overwrite")).await();
    assertThat(third.err()).isEmpty();
    assertThat(third.code()).isZero();
  }

  @Test
  void moreConnectionsThanTheLivePageHoldsAreClosedAndTheTrainingGoesOn() throws Exception {
    Jar.Started training = jar.start(train(folder.resolve("live"), "--epochs", 500000, "--live=0"));
    List<Socket> open = new ArrayList<>();
    try {
      training.awaitOutput(" 1/500000");
      Matcher port = Pattern.compile("http://127.0.0.1:(\\d+)/").matcher(Files.readString(training.out()));
      assertThat(port.find()).isTrue();
      for (int i = 0; i < CONNECTIONS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
        open.add(socket);
        socket.setSoTimeout(20);
        socket.getOutputStream().write("GET /events HTTP/1.1\r\nHost: x\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      }
      Thread.sleep(500);
      assertThat((int) open.stream().filter(RunsIT::isOpen).count()).isEqualTo(64);
      long epochs = Files.readString(training.out()).lines().count();
      training.awaitOutput(" " + (epochs + 2) + "/500000");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
      training.process().destroyForcibly();
    }
  }

  private static boolean isOpen(Socket socket) {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException _) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
