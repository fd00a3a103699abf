package io.longshore.ingest.parser;

import io.longshore.ingest.refusal.Refusal;
import io.longshore.ingest.refusal.Refused;
import io.longshore.ingest.scratch.Scratch;
import io.longshore.ingest.text.TextSink;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads files in a process of its own, one at a time. The process starts with the first file, is
 * used again, and ends when idle; it is killed when it falls silent or takes too long, and what a
 * file did to it is that file's failure only.
 */
public final class Parser implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Parser.class);

  /** How a JVM ends under {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  private static final int ATTEMPTS = 2;
  private static final int DETAIL_CHARS = 500;

  private final ParserProperties properties;
  private final Class<?> main;
  private final MeterRegistry meters;
  private final Path folder;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("parser-watch").factory());

  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable ParserProcess process;
  private @Nullable Future<?> idle;

  /**
   * @param folder for what its process writes
   */
  public Parser(ParserProperties properties, MeterRegistry meters, Path folder) {
    this(properties, meters, folder, ParserMain.class);
  }

  Parser(ParserProperties properties, MeterRegistry meters, Path folder, Class<?> main) {
    this.properties = properties;
    this.meters = meters;
    this.folder = folder;
    this.main = main;
  }

  /**
   * Reads a file.
   *
   * @param mediaType as declared by who sent it, null when not
   * @return the media type that its bytes show
   * @throws Refused when it can't become text
   */
  public String parse(Path file, String name, @Nullable String mediaType, Output output) {
    lock.lock();
    try {
      stopIdleClock();
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        try {
          return parseOnce(file, name, mediaType, output.begin());
        } catch (Crashed e) {
          count("crashed");
          log.warn("parser ended with {} on attempt {}: {}", e.exit, attempt, e.getMessage());
        }
      }
      throw new Refused(Refusal.PARSER_CRASHED);
    } finally {
      startIdleClock();
      lock.unlock();
    }
  }

  /** Where the text goes; a second attempt begins anew. */
  @FunctionalInterface
  public interface Output {
    TextSink begin();
  }

  private String parseOnce(Path file, String name, @Nullable String mediaType, TextSink sink) {
    ParserProcess running = running();
    AtomicLong heard = new AtomicLong(System.nanoTime());
    Watch watch = new Watch(running, heard);
    Future<?> watching = watch.start();
    boolean whole = false;
    try {
      running.request(file, name, mediaType);
      String type = copy(running, sink, heard);
      whole = true;
      return type;
    } catch (Refused e) {
      whole = e.refusal() != Refusal.PARSE_TOO_BIG;
      throw e;
    } catch (Frame.BadFrame e) {
      running.kill();
      throw failure(running.ended(), watch.killed, e);
    } catch (IOException e) {
      throw failure(running.ended(), watch.killed, e);
    } finally {
      watching.cancel(false);
      if (!whole) {
        // What it still has to say belongs to this file.
        end();
      }
    }
  }

  private static String copy(ParserProcess from, TextSink sink, AtomicLong heard)
      throws IOException {
    while (true) {
      switch (from.next()) {
        case Frame.Page page -> sink.page(page.number());
        case Frame.Heading heading -> sink.heading(heading.level(), heading.title());
        case Frame.Text text -> sink.text(text.characters());
        case Frame.Loss _ -> sink.loss();
        case Frame.Progress progress -> {
          heard.set(System.nanoTime());
          sink.progress(progress.done(), progress.total());
        }
        case Frame.Refusing refusing -> throw new Refused(refusing.refusal());
        case Frame.Done done -> {
          return done.mediaType();
        }
      }
    }
  }

  private RuntimeException failure(int exit, boolean killed, IOException cause) {
    if (killed) {
      count("timeout");
      return new Refused(Refusal.PARSE_TIMEOUT, cause);
    }
    if (exit == OUT_OF_MEMORY) {
      count("memory");
      return new Refused(Refusal.PARSE_TOO_BIG, cause);
    }
    return new Crashed(exit, errorOutput(), cause);
  }

  private void count(String reason) {
    meters.counter("longshore.ingest.parser.lost", "reason", reason).increment();
  }

  private String errorOutput() {
    try {
      String output = Files.readString(folder.resolve("parser.err"));
      return output.substring(0, Math.min(output.length(), DETAIL_CHARS));
    } catch (IOException e) {
      return "";
    }
  }

  private ParserProcess running() {
    ParserProcess known = process;
    if (known != null && known.isAlive()) {
      return known;
    }
    try {
      Path temporary = folder.resolve("tmp");
      Scratch.remove(temporary); // of the process before, which may have been killed
      Files.createDirectories(temporary);
      ParserProcess started =
          new ParserProcess(ParserCommand.of(main, properties.heap(), folder), folder);
      process = started;
      log.info("parser started, pid {}", started.pid());
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("The parser's process can't be started", e);
    }
  }

  private void stopIdleClock() {
    if (idle != null) {
      idle.cancel(false);
      idle = null;
    }
  }

  private void startIdleClock() {
    if (!clock.isShutdown()) {
      idle = clock.schedule(this::endIdle, properties.idle().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** The clock's thread never waits for a parse: it watches it. */
  private void endIdle() {
    if (lock.tryLock()) {
      try {
        end();
      } finally {
        lock.unlock();
      }
    }
  }

  private void end() {
    ParserProcess known = process;
    if (known != null) {
      known.close();
      process = null;
    }
  }

  /** Pid of the process, -1 when none runs. */
  long pid() {
    ParserProcess known = process;
    return known != null && known.isAlive() ? known.pid() : -1;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    ParserProcess known = process;
    if (known != null) {
      known.kill();
    }
    lock.lock();
    try {
      end();
    } finally {
      lock.unlock();
    }
  }

  /** Kills a process that has said nothing for too long, or will not come to an end. */
  private final class Watch implements Runnable {
    private final ParserProcess watched;
    private final AtomicLong heard;
    private final long began = System.nanoTime();
    private volatile boolean killed;

    Watch(ParserProcess watched, AtomicLong heard) {
      this.watched = watched;
      this.heard = heard;
    }

    Future<?> start() {
      long period = Math.max(1, properties.silence().toMillis() / 20);
      return clock.scheduleWithFixedDelay(this, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
      long now = System.nanoTime();
      if (now - heard.get() > properties.silence().toNanos()
          || now - began > properties.whole().toNanos()) {
        killed = true;
        watched.kill();
      }
    }
  }

  /** The process ended without a word. */
  private static final class Crashed extends RuntimeException {
    private final int exit;

    Crashed(int exit, String message, Throwable cause) {
      super(message, cause);
      this.exit = exit;
    }
  }
}
