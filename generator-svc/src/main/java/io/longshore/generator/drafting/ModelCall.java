package io.longshore.generator.drafting;

import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.generation.Hearer;
import io.longshore.inference.generation.Piece;
import io.longshore.inference.generation.Prompt;
import io.longshore.inference.generation.Sampling;
import io.longshore.inference.generation.TextGenerator;
import io.longshore.inference.generation.Written;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the model, and makes an outcome of its failures. */
final class ModelCall {
  private static final Logger log = LoggerFactory.getLogger(ModelCall.class);

  private ModelCall() {}

  /**
   * @param dropped how many statements were dropped so far, for a model that fails
   * @param ended what it means that the text is complete
   */
  static Outcome write(
      TextGenerator generator,
      Prompt prompt,
      Sampling sampling,
      Bound bound,
      Hearer hearer,
      Supplier<Integer> dropped,
      Function<Written, Outcome> ended) {
    try {
      return ended.apply(generator.write(prompt, sampling, bound, hearer));
    } catch (ModelUnavailable e) {
      log.warn("No draft: {}", e.getMessage());
      return Outcome.broken(ModelUnavailable.CODE, dropped.get());
    } catch (ModelRefused e) {
      log.warn("No draft: {}", e.getMessage());
      return Outcome.broken(ModelRefused.CODE, dropped.get());
    }
  }

  /**
   * Hands pieces on, and asks the listener between them whether to go on. Made right before the
   * call.
   *
   * @param first how long the model may be silent at the beginning
   */
  static Hearer hearer(Listener listener, Duration first, Consumer<Piece> pieces) {
    return new Patient(listener, Bound.within(first), pieces);
  }

  private static final class Patient implements Hearer {
    private final Listener listener;
    private final Bound first;
    private final Consumer<Piece> pieces;
    private boolean begun;

    Patient(Listener listener, Bound first, Consumer<Piece> pieces) {
      this.listener = listener;
      this.first = first;
      this.pieces = pieces;
    }

    @Override
    public void hear(Piece piece) {
      begun = true;
      listener.goOn();
      pieces.accept(piece);
    }

    @Override
    public void took(int read, int written) {
      listener.took(read, written);
    }

    @Override
    public void waiting() {
      listener.goOn();
      if (!begun && first.left().isZero()) {
        throw new ModelUnavailable(
            "The model is too slow: it has not begun", new TimeoutException());
      }
    }
  }
}
