package io.longshore.generator.drafting;

/** Hears an answer while it is drafted. What it throws stops the model and comes out. */
public interface Listener {
  /** A statement is complete and supported. */
  void say(Statement statement);

  /** Called a few times a second; throws to stop. */
  void goOn();
}
