package io.longshore.inference.generation;

import java.util.List;

/**
 * What a model is told. The constant parts come first, so that their keys are reused.
 *
 * @param system how to answer
 * @param examples turns as they should have gone
 * @param user what is asked now
 */
public record Prompt(String system, List<Example> examples, String user) {
  public Prompt {
    examples = List.copyOf(examples);
  }

  /** One turn. */
  public record Example(String user, String assistant) {}
}
