package io.longshore.generator.drafting;

/** Hears an answer while it is drafted. What it throws stops the model and comes out. */
public interface Listener {
  /** A statement is complete and supported. */
  void say(Statement statement);

  /** Called a few times a second; throws to stop. */
  void goOn();

  /**
   * Called when the model's server says of tokens that it took, each once.
   *
   * @param read of prompts
   */
  void took(int read, int written);
}
