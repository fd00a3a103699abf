package io.longshore.inference.generation;

import io.longshore.inference.call.Bound;
import java.util.Optional;

/** Writes text behind a prompt. May be called from any number of threads. */
public interface TextGenerator {
  /**
   * What the model is and can do; asked of the server until it is known, and again after a failure.
   *
   * @return empty when the server is there and has no such model
   * @throws io.longshore.inference.call.ModelUnavailable when that can't be told now
   */
  Optional<GeneratorInfo> info(Bound bound);

  /**
   * Writes until the model ends, a stop word comes or the length is reached. Blocks; what comes is
   * heard on the calling thread.
   *
   * @param hearer told of each piece; what it throws stops the model and comes out of this
   * @throws io.longshore.inference.call.ModelUnavailable when the model is away, full, too slow or
   *     breaks off; the pieces that were heard stand
   * @throws io.longshore.inference.call.ModelRefused when this prompt will never work: longer than
   *     the context, no such model, sources to copy from where the model can't be bound to them
   */
  Written write(Prompt prompt, Sampling sampling, Bound bound, Hearer hearer);
}
