package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.Downloader;
import dev.weft.fmnist.data.FashionMnistFile;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a download: a bar a file on a terminal, else a line a file. */
final class DownloadProgress implements Downloader.Progress, AutoCloseable {

  private static final long KIB = 1024;
  private static final double MIB = 1024.0 * 1024.0;

  private final Screen screen;
  private FashionMnistFile file;
  private ProgressBar bar;

  DownloadProgress(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void update(FashionMnistFile current, long received, long total) {
    if (current != file) {
      close();
      file = current;
      if (screen.interactive()) {
        bar = new ProgressBarBuilder().setTaskName(current.gzipName()).setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII).setUnit(" KiB", KIB).showSpeed()
            .setConsumer(new ConsoleProgressBarConsumer(screen.out(), TerminalWidth.columns() - 1)).build();
      } else {
        screen.remark("Downloading " + current.gzipName()
            + (total < 0 ? "" : String.format(Locale.ROOT, " (%.1f MiB)", total / MIB)));
      }
    }
    if (bar != null) {
      bar.maxHint(total);
      bar.stepTo(received);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
