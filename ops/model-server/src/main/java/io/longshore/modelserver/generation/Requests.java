package io.longshore.modelserver.generation;

import io.longshore.modelserver.engine.Engine;
import io.longshore.modelserver.generation.Waiting.Opened;
import io.longshore.modelserver.generation.Waiting.Opening;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Reads requests into tokens and refuses those that can't fit. */
final class Requests {
  /** No text has so many bytes a token: what is longer isn't even read into tokens. */
  private static final int BYTES_A_TOKEN = 64;

  private final Engine engine;
  private final Vocabulary vocabulary;
  private final int context;

  Requests(Engine engine, Vocabulary vocabulary) {
    this.engine = engine;
    this.vocabulary = vocabulary;
    context = engine.capabilities().context();
  }

  /** Throws {@link RequestRefused} at once for what is far too long. */
  Opening write(WriteRequest request, Listener<Written> listener) {
    long asked = System.nanoTime();
    checkLength(request.prompt());
    return opening(
        () -> {
          int[] prompt = prompt(request.prompt(), 1);
          int room = context - prompt.length;
          try {
            return new Opened(
                prompt, new Writing(request, vocabulary, prompt.length, room, listener, asked));
          } catch (IllegalArgumentException e) { // sources that can't be copied from
            throw new RequestRefused(String.valueOf(e.getMessage()));
          }
        },
        listener,
        () -> listener.next(new Written("", List.of(), 0, 0, 0, 0, 0, 0, Finish.CANCELLED)));
  }

  Opening score(ScoreRequest request, Listener<Scores> listener) {
    checkLength(request.prompt());
    request.continuations().forEach(this::checkLength);
    return opening(
        () -> {
          int[][] continuations = new int[request.continuations().size()][];
          int longest = 0;
          for (int k = 0; k < continuations.length; k++) {
            continuations[k] = engine.tokenize(request.continuations().get(k), false);
            if (continuations[k].length == 0) {
              throw new RequestRefused("continuation %d is empty".formatted(k));
            }
            longest = Math.max(longest, continuations[k].length);
          }
          int[] prompt = prompt(request.prompt(), longest);
          return new Opened(
              prompt, new Scoring(continuations, prompt.length, context - prompt.length, listener));
        },
        listener,
        () -> listener.failed(new CancellationException()));
  }

  private static Opening opening(
      Supplier<Opened> open, Listener<?> listener, Runnable whenCancelled) {
    return new Opening() {
      @Override
      public Opened open() {
        return open.get();
      }

      @Override
      public void cancelled() {
        whenCancelled.run();
      }

      @Override
      public void failed(RuntimeException failure) {
        listener.failed(failure);
      }
    };
  }

  private void checkLength(String text) {
    long bytes = text.length(); // UTF-16 units, of which UTF-8 needs at least one byte each
    if (bytes > (long) BYTES_A_TOKEN * context) {
      throw new RequestRefused(
          "a text of %d bytes doesn't fit: the context has %d tokens"
              .formatted(text.getBytes(StandardCharsets.UTF_8).length, context));
    }
  }

  private int[] prompt(String text, int behind) {
    int[] prompt = vocabulary.prompt(engine, text);
    if (prompt.length == 0) {
      throw new RequestRefused("the prompt is empty");
    }
    if (prompt.length + behind > context) {
      throw new RequestRefused(
          "the prompt has %d tokens and needs room for %d more, the context has %d"
              .formatted(prompt.length, behind, context));
    }
    return prompt;
  }
}
