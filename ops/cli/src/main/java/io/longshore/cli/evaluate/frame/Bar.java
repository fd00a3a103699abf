package io.longshore.cli.evaluate.frame;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** How far it is: one line that changes on a terminal, a line every tenth elsewhere. */
public final class Bar {
  private static final int WIDTH = 24;
  private static final int TENTHS = 10;

  private final PrintWriter out;
  private final boolean live;
  private String title = "";
  private int total;
  private int done;
  private long began;

  public Bar(PrintWriter out) {
    this(out, isTerminal());
  }

  Bar(PrintWriter out, boolean live) {
    this.out = out;
    this.live = live;
  }

  public void begin(String what, int steps) {
    title = what;
    total = steps;
    done = 0;
    began = System.nanoTime();
    show();
  }

  public void step() {
    int before = tenths();
    done++;
    if (live || tenths() > before) {
      show();
    }
  }

  /** Nothing more comes under this title. */
  public void end() {
    if (live) {
      out.println();
      out.flush();
    }
  }

  private void show() {
    int filled = total == 0 ? WIDTH : Math.min(WIDTH, WIDTH * done / total);
    String line =
        "[%s%s] %d/%d  %s%s"
            .formatted("#".repeat(filled), ".".repeat(WIDTH - filled), done, total, title, left());
    if (live) {
      out.print("\r" + line + "\u001b[K");
    } else {
      out.println(line);
    }
    out.flush();
  }

  private String left() {
    if (done == 0 || done >= total) {
      return "";
    }
    var time = Duration.ofNanos((System.nanoTime() - began) / done * (total - done));
    return ", %d:%02d left".formatted(time.toMinutes(), time.toSecondsPart());
  }

  private int tenths() {
    return total == 0 ? TENTHS : TENTHS * done / total;
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
