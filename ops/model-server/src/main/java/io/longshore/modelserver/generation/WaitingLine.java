package io.longshore.modelserver.generation;

import io.longshore.modelserver.packing.QueueFull;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Requests that wait for a sequence: those that go first, then the others, each as they came. */
final class WaitingLine {
  /** Share of the line that only those that go first may use. */
  private static final int FIRST_SHARE = 8;

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> firsts = new ArrayDeque<>();
  private final Deque<Waiting> others = new ArrayDeque<>();
  private boolean woken;
  private boolean closed;

  WaitingLine(int most) {
    this.most = most;
  }

  /** Throws {@link QueueFull} and, once it is closed, {@link EngineEnded}. */
  void add(Waiting waiting) {
    boolean first = waiting.ticket().isFirst();
    lock.lock();
    try {
      if (closed) {
        throw new EngineEnded();
      }
      int bound = first ? most : most - most / FIRST_SHARE;
      long waits =
          Stream.concat(firsts.stream(), others.stream())
              .filter(each -> !each.ticket().isCancelled())
              .count();
      if (waits >= bound) {
        throw new QueueFull();
      }
      (first ? firsts : others).add(waiting);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Who is next, left in the line.
   *
   * @param onlyFirst whether the others have to wait
   */
  Optional<Waiting> next(boolean onlyFirst) {
    lock.lock();
    try {
      Waiting first = firsts.peek();
      return Optional.ofNullable(first == null && !onlyFirst ? others.peek() : first);
    } finally {
      lock.unlock();
    }
  }

  void remove(Waiting waiting) {
    lock.lock();
    try {
      boolean _ = firsts.remove(waiting) || others.remove(waiting);
    } finally {
      lock.unlock();
    }
  }

  /** Takes those out that nobody waits for any more. */
  List<Waiting> takeCancelled() {
    return take(false);
  }

  /** Takes all out; nobody comes in any more. */
  List<Waiting> close() {
    lock.lock();
    try {
      closed = true;
      return take(true);
    } finally {
      lock.unlock();
    }
  }

  private List<Waiting> take(boolean all) {
    lock.lock();
    try {
      List<Waiting> taken =
          Stream.concat(firsts.stream(), others.stream())
              .filter(waiting -> all || waiting.ticket().isCancelled())
              .toList();
      firsts.removeAll(taken);
      others.removeAll(taken);
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until somebody comes or {@link #wake} is called. */
  void await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (firsts.isEmpty() && others.isEmpty() && !woken) {
        changed.await();
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
