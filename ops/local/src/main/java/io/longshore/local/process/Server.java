package io.longshore.local.process;

import java.time.Duration;

/** Something that is started, is ready after a while, and is asked to stop by a signal. */
public interface Server {
  /** What must be on the disk before it starts; cheap when it is there. */
  default void prepare() {}

  Program program();

  boolean isReady();

  /** How long it may take to become ready. */
  Duration readyBound();

  default Signal stopSignal() {
    return Signal.TERM;
  }

  /** Prepares, starts and waits until it is ready. */
  default ProcessId start() {
    prepare();
    Program program = program();
    ProcessId id = program.start();
    program.awaitReady(id, this::isReady, readyBound());
    return id;
  }
}
