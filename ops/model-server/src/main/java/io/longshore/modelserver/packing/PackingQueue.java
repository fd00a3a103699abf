package io.longshore.modelserver.packing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Texts that wait for a run. Questions go first and at once; the rest waits a little for company,
 * so that runs are well filled. Texts of one run share the divisor of the attention.
 */
final class PackingQueue {
  /** How far a pack looks behind the first text for one that still fits. */
  private static final int LOOK_AHEAD = 64;

  /** Share of the queue that only questions may use, so that ingestion can't shut them out. */
  private static final int QUESTIONS_SHARE = 8;

  private record Waiting(Segment segment, long since) {}

  private final int packTokens;
  private final int queueTokens;
  private final long waitNanos;
  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Deque<Waiting> questions = new ArrayDeque<>();
  private final Deque<Waiting> others = new ArrayDeque<>();
  private int tokens;

  PackingQueue(int packTokens, int queueTokens, long waitNanos, LongSupplier clock) {
    this.packTokens = packTokens;
    this.queueTokens = queueTokens;
    this.waitNanos = waitNanos;
    this.clock = clock;
  }

  /** All of the request's texts or, when they don't fit, {@link QueueFull}. */
  void add(EncoderRequest request) {
    int more = request.tokenCount();
    lock.lock();
    try {
      int bound = request.question ? queueTokens : queueTokens - queueTokens / QUESTIONS_SHARE;
      if (tokens + more > bound) {
        throw new QueueFull();
      }
      tokens += more;
      long now = clock.getAsLong();
      Deque<Waiting> queue = request.question ? questions : others;
      request.segments().forEach(segment -> queue.add(new Waiting(segment, now)));
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the texts of one run. */
  List<Segment> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        dropAbandoned(questions);
        dropAbandoned(others);
        if (!questions.isEmpty()) {
          return pack(questions);
        }
        if (others.isEmpty()) {
          arrived.await();
          continue;
        }
        long patience = waitNanos - (clock.getAsLong() - others.getFirst().since());
        if (patience <= 0 || fills(others)) {
          return pack(others);
        }
        long _ = arrived.awaitNanos(patience);
      }
    } finally {
      lock.unlock();
    }
  }

  private void dropAbandoned(Deque<Waiting> queue) {
    while (!queue.isEmpty() && queue.getFirst().segment().request().isAbandoned()) {
      tokens -= queue.removeFirst().segment().tokens();
    }
  }

  private boolean fills(Deque<Waiting> queue) {
    int sum = 0;
    for (Waiting waiting : queue) {
      sum += waiting.segment().tokens();
      if (sum >= packTokens * 3 / 4) {
        return true;
      }
    }
    return false;
  }

  private List<Segment> pack(Deque<Waiting> queue) {
    List<Segment> pack = new ArrayList<>();
    float divisor = queue.getFirst().segment().request().divisor;
    int sum = 0;
    int seen = 0;
    for (Iterator<Waiting> each = queue.iterator();
        each.hasNext() && seen < LOOK_AHEAD && sum < packTokens;
        seen++) {
      Segment segment = each.next().segment();
      if (segment.request().isAbandoned()) {
        each.remove();
        tokens -= segment.tokens();
        continue;
      }
      boolean fits = pack.isEmpty() || sum + segment.tokens() <= packTokens;
      if (fits && segment.request().divisor == divisor) {
        each.remove();
        tokens -= segment.tokens();
        sum += segment.tokens();
        pack.add(segment);
      }
    }
    return pack;
  }
}
