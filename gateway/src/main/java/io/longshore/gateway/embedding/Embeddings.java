package io.longshore.gateway.embedding;

import io.longshore.contracts.Principal;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.embedding.Embedded;
import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.runtime.request.RequestFailed;
import io.longshore.runtime.request.RequestTimedOut;
import io.longshore.runtime.request.Requests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Service;

/**
 * Has texts embedded: part by part, a few at a time, so that a large call leaves the embedder to
 * others between its parts.
 */
@Service
public final class Embeddings {
  private final Requests requests;
  private final EmbeddingProperties properties;
  private final Clock clock;
  private final Semaphore calls;

  Embeddings(Requests requests, EmbeddingProperties properties, Clock clock) {
    this.requests = requests;
    this.properties = properties;
    this.clock = clock;
    this.calls = new Semaphore(properties.calls());
  }

  /**
   * Waits for the vectors of all texts; the first that can't be had fails the call.
   *
   * @throws org.springframework.web.ErrorResponseException why, and what to do
   */
  public Vectors embed(Principal principal, Texts texts) throws InterruptedException {
    if (!calls.tryAcquire()) {
      throw EmbeddingProblem.tooMany(properties.calls());
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            properties.inFlight(), Thread.ofVirtual().name("embedding-", 0).factory());
    try {
      return collected(threads, principal, texts);
    } finally {
      threads.shutdownNow();
      calls.release();
    }
  }

  private record Answered(Part part, Embedded embedded) {}

  private Vectors collected(ExecutorService threads, Principal principal, Texts texts)
      throws InterruptedException {
    Instant deadline = clock.instant().plus(properties.deadline());
    var answered = new ExecutorCompletionService<Answered>(threads);
    List<Part> parts = Part.of(texts.texts());
    for (Part part : parts) {
      answered.submit(() -> new Answered(part, ask(principal, texts, part, deadline)));
    }
    var collection = new VectorCollection(texts);
    for (int i = 0; i < parts.size(); i++) {
      try {
        Answered next = answered.take().get();
        collection.add(next.part(), next.embedded());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RequestFailed failed) {
          throw EmbeddingProblem.of(
              failed, collection.size(), texts.texts().size(), properties.deadline());
        }
        throw new IllegalStateException(e.getCause());
      }
    }
    return collection.vectors();
  }

  private Embedded ask(Principal principal, Texts texts, Part part, Instant deadline) {
    Duration left = Duration.between(clock.instant(), deadline);
    if (!left.isPositive()) {
      throw new RequestTimedOut("No time is left");
    }
    var request = new EmbeddingRequest(part.texts(), texts.kind(), texts.mode(), texts.model());
    return requests
        .ask(
            Rooms.EMBEDDER,
            principal,
            EmbeddingRequest.KIND,
            List.of(request),
            Embedded.class,
            left)
        .getFirst();
  }
}
