package io.longshore.modelserver.generation;

import io.longshore.modelserver.copying.CopiedSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hears a text to its end. */
final class Heard implements Listener<Written> {
  final Queue<Written> pieces = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();
  private final CompletableFuture<Boolean> begun = new CompletableFuture<>();

  @Override
  public void next(Written piece) {
    pieces.add(piece);
    begun.complete(true);
    if (piece.finish() != null) {
      done.complete(true);
    }
  }

  @Override
  public void failed(RuntimeException failure) {
    done.completeExceptionally(failure);
  }

  Heard ended() throws InterruptedException, ExecutionException, TimeoutException {
    boolean _ = done.get(120, TimeUnit.SECONDS);
    return this;
  }

  Heard begun() throws InterruptedException, ExecutionException, TimeoutException {
    boolean _ = begun.get(120, TimeUnit.SECONDS);
    return this;
  }

  boolean isDone() {
    return done.isDone();
  }

  String text() {
    var text = new StringBuilder();
    pieces.forEach(piece -> text.append(piece.text()));
    return text.toString();
  }

  List<CopiedSpan> copied() {
    List<CopiedSpan> copied = new ArrayList<>();
    pieces.forEach(piece -> copied.addAll(piece.copied()));
    return copied;
  }

  int tokens() {
    return pieces.stream().mapToInt(Written::tokens).sum();
  }

  Written last() {
    return List.copyOf(pieces).getLast();
  }
}
