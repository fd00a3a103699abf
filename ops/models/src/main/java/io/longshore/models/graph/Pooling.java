package io.longshore.models.graph;

/** How a text's vector is made of its tokens'. */
public enum Pooling {
  /** The mean of all, special tokens too. */
  MEAN,
  /** That of the first token. */
  CLS
}
