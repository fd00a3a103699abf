package io.longshore.modelserver.packing;

import ai.onnxruntime.OrtException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An encoder whose workers take packs of texts off a queue. */
public final class PackedEncoder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PackedEncoder.class);
  private static final Duration STOP_BOUND = Duration.ofSeconds(10);

  private final EncoderSession session;
  private final PackingQueue queue;
  private final List<Thread> workers = new ArrayList<>();

  public PackedEncoder(
      EncoderSession session, int workerCount, int packTokens, int queueTokens, Duration wait) {
    this.session = session;
    queue = new PackingQueue(packTokens, queueTokens, wait.toNanos(), System::nanoTime);
    for (int k = 0; k < workerCount; k++) {
      workers.add(Thread.ofPlatform().name("encoder-" + k).start(this::work));
    }
  }

  /** The request's output completes later; throws {@link QueueFull}. */
  public void submit(EncoderRequest request) {
    queue.add(request);
  }

  private void work() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        run(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(List<Segment> segments) {
    boolean wantTokens = segments.stream().anyMatch(segment -> segment.request().wantsTokens());
    Rows rows = Rows.of(segments);
    EncoderSession.Vectors vectors;
    try {
      vectors = session.run(rows, wantTokens);
    } catch (OrtException e) {
      if (segments.size() > 1) {
        segments.forEach(segment ->
            run(List.of(segment))); // one of them is bad: the others must not fail with it
      } else {
        log.warn("A run of {} tokens failed: {}", segments.getFirst().tokens(), e.getMessage());
        segments.getFirst().request().fail(e);
      }
      return;
    }
    int textsPerRow = rows.textsPerRow();
    for (Rows.Place place : rows.places()) {
      Segment segment = place.segment();
      int dimensions = segment.request().dimensions;
      int text = place.row() * textsPerRow + place.number() - 1;
      int token = place.row() * rows.columns() + place.column();
      segment
          .request()
          .accept(
              segment, vectors.pooled(), text * dimensions, vectors.tokens(), token * dimensions);
    }
  }

  /** Lets the runs that go on end; what waits is never answered. */
  @Override
  public void close() throws OrtException {
    workers.forEach(Thread::interrupt);
    try {
      for (Thread worker : workers) {
        if (!worker.join(STOP_BOUND)) {
          return; // it may still be in the session
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    session.close();
  }
}
