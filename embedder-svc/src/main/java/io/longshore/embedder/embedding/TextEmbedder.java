package io.longshore.embedder.embedding;

import io.longshore.contracts.embedding.Embedded;
import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.embedding.LongMode;
import io.longshore.contracts.embedding.TextKind;
import io.longshore.contracts.embedding.TextVector;
import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.encoder.Embedding;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.EncoderInfo;
import io.longshore.inference.encoder.LongReading;
import io.longshore.inference.encoder.ModeRefused;
import io.longshore.runtime.stream.Poison;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Embeds texts that belong to no document, in full precision and past the index's cache. It comes
 * behind questions and beside imports at the model; one lone query is somebody who waits and comes
 * with the questions.
 */
public final class TextEmbedder {
  private final Encoder encoder;
  private final Function<String, Optional<Encoder>> others;
  private final Duration within;
  private final Clock clock;

  /**
   * @param others encoders beside that of the index, by name
   * @param within longest time for one request, waiting for a full model server included
   */
  TextEmbedder(
      Encoder encoder, Function<String, Optional<Encoder>> others, Duration within, Clock clock) {
    this.encoder = encoder;
    this.others = others;
    this.within = within;
    this.clock = clock;
  }

  /**
   * @param deadline nobody waits for the vectors after it
   * @throws Poison {@code kind-unknown}, {@code mode-unknown}; {@link
   *     EmbeddingRequest#NOT_INSTALLED}; {@code long-mode-refused}: not with this model; {@code
   *     model-unavailable}: later it may work; {@code model-refused}: it never will
   */
  public Embedded embed(EmbeddingRequest request, Instant deadline) {
    TextKind kind = request.kind();
    LongMode mode = request.mode();
    if (kind == null) {
      throw new Poison("kind-unknown", "This embedder does not know this kind of text");
    }
    if (mode == null) {
      throw new Poison("mode-unknown", "This embedder does not know this mode for long texts");
    }
    Encoder encoder = encoder(request.model());
    var bound = Bound.until(deadline, clock.instant(), within);
    try {
      List<Embedding> vectors =
          encoder.embed(
              request.texts(), kind(kind), new LongReading(mode, true), priority(request), bound);
      EncoderInfo model = encoder.info();
      return new Embedded(
          model.name(),
          model.generation(),
          model.window(),
          vectors.stream()
              .map(v -> TextVector.of(v.vector(), v.tokensSeen(), v.tokensGiven()))
              .toList());
    } catch (ModeRefused e) {
      throw new Poison(ModeRefused.CODE, String.valueOf(e.getMessage()), e);
    } catch (ModelUnavailable e) {
      throw new Poison(ModelUnavailable.CODE, String.valueOf(e.getMessage()), e);
    } catch (ModelRefused e) {
      throw new Poison(ModelRefused.CODE, String.valueOf(e.getMessage()), e);
    }
  }

  private Encoder encoder(@Nullable String name) {
    if (name == null || name.equals(EmbeddingRequest.EMBEDDER)) {
      return encoder;
    }
    return others
        .apply(name)
        .orElseThrow(() ->
            new Poison(
                EmbeddingRequest.NOT_INSTALLED, "The model repository has no %s".formatted(name)));
  }

  private static Kind kind(TextKind kind) {
    return switch (kind) {
      case QUERY -> Kind.QUERY;
      case PASSAGE -> Kind.PASSAGE;
    };
  }

  private static Priority priority(EmbeddingRequest request) {
    return request.kind() == TextKind.QUERY && request.texts().size() == 1
        ? Priority.QUESTION
        : Priority.INGESTION;
  }
}
