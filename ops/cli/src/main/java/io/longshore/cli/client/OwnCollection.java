package io.longshore.cli.client;

import io.longshore.local.LocalFailure;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A collection of its own for one piece of work. It is deleted with all its documents at the end,
 * also when that is a failure or Ctrl-C.
 */
public final class OwnCollection implements AutoCloseable {
  private static final int WAIT_SECONDS = 20;

  private final Api api;
  private final String name;
  private final Thread owner = Thread.currentThread();
  private final Thread hook = new Thread(this::interrupted, "own-collection-ends");
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean stopping;

  private OwnCollection(Api api, String name) {
    this.api = api;
    this.name = name;
  }

  /**
   * Makes it; the caller closes it.
   *
   * @param purpose first part of its name
   */
  public static OwnCollection open(Api api, String purpose) {
    String name = "%s-%s".formatted(purpose, UUID.randomUUID().toString().substring(0, 8));
    api.createCollection(name);
    var own = new OwnCollection(api, name);
    Runtime.getRuntime().addShutdownHook(own.hook);
    return own;
  }

  public String name() {
    return name;
  }

  /** Nothing more is handed in once somebody stopped it. */
  public void requireGoing() {
    if (stopping) {
      throw new LocalFailure("It was stopped.");
    }
  }

  /** Deletes the collection. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted(); // or the deletion would be, too
    try {
      api.deleteCollection(name);
    } catch (Refused e) {
      // it is gone already
    } finally {
      closed.countDown();
      if (!stopping) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The program ends while it works: the owner deletes, it may be handing a document in. */
  private void interrupted() {
    stopping = true;
    owner.interrupt();
    try {
      if (!closed.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
        api.deleteCollection(name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
