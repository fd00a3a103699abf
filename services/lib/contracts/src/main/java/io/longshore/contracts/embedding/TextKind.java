package io.longshore.contracts.embedding;

/** What a text is: an asymmetric model has a prefix for each kind. */
public enum TextKind {
  QUERY,
  PASSAGE
}
