package io.longshore.generator.abstention;

/** What becomes of a model's copy. */
public enum Verdict {
  /** It is the answer. */
  SAY,
  /** There is an answer, and the documents' own sentences say it more surely. */
  QUOTE,
  /** There is none: neither the evidence nor the model is sure enough. */
  REFUSE
}
