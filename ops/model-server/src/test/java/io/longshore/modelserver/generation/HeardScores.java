package io.longshore.modelserver.generation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hears the scores of a request. */
final class HeardScores implements Listener<Scores> {
  private final CompletableFuture<Scores> scores = new CompletableFuture<>();

  @Override
  public void next(Scores result) {
    scores.complete(result);
  }

  @Override
  public void failed(RuntimeException failure) {
    scores.completeExceptionally(failure);
  }

  Scores ended() throws InterruptedException, ExecutionException, TimeoutException {
    return scores.get(120, TimeUnit.SECONDS);
  }
}
