package io.longshore.inference.encoder;

import io.longshore.contracts.embedding.LongMode;
import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import java.util.List;

/**
 * Turns text into vectors. All calls may be made from any number of threads; offsets are UTF-16
 * indices into the given text.
 *
 * <p>{@link #info}, {@link #embed} and {@link #tokens} throw {@link ModelUnavailable} (try again
 * later) or {@link ModelRefused} (this input will never work); the counting methods need no model.
 */
public interface Encoder {

  /** What the text is: each kind has its own prefix in asymmetric models. */
  enum Kind {
    QUERY,
    PASSAGE
  }

  /**
   * Who waits for it: questions are served before ingestion, which waits while the model server is
   * full.
   */
  enum Priority {
    QUESTION,
    INGESTION
  }

  /** What the model is and does; asked of the model server once, and again after a failure. */
  EncoderInfo info();

  /** One pooled vector a text, of length 1, in the order of the texts. */
  List<Embedding> embed(List<String> texts, Kind kind, Priority priority, Bound bound);

  /**
   * The same by a mode for texts beyond the window.
   *
   * @throws ModeRefused when {@link Positions#refusal} has a reason
   */
  default List<Embedding> embed(
      List<String> texts, Kind kind, LongReading how, Priority priority, Bound bound) {
    info()
        .positions()
        .refusal(how.mode())
        .ifPresent(reason -> {
          throw new ModeRefused(reason);
        });
    if (how.mode() != LongMode.NONE) {
      throw new ModeRefused("This encoder has no mode " + how.mode().label());
    }
    return embed(texts, kind, priority, bound);
  }

  /**
   * One vector for each part of a text, of its tokens as they are in the whole text (late
   * chunking). {@link Embedding#tokensSeen} counts the part's own tokens that the mode reaches; a
   * part of which it reaches none has a vector of zeros.
   *
   * @param parts in the order of the text, not overlapping
   * @throws ModeRefused as above
   */
  default List<Embedding> parts(
      String text,
      List<Offsets> parts,
      Kind kind,
      LongReading how,
      Priority priority,
      Bound bound) {
    throw new ModeRefused("This encoder embeds no parts");
  }

  /** One vector a token, in the order of the texts. */
  List<TokenVectors> tokens(List<String> texts, Kind kind, Priority priority, Bound bound);

  /** Tokens of the text alone, without special tokens and prefix. */
  int countTokens(String text);

  /** Where the tokens of the text stand, without special tokens and prefix: for cutting. */
  List<Offsets> tokenOffsets(String text);
}
