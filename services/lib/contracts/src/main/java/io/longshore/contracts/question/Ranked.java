package io.longshore.contracts.question;

import java.util.List;

/** The reranker's part: evidence, best first. */
public record Ranked(List<Evidence> evidence) {
  public Ranked {
    evidence = List.copyOf(evidence);
  }
}
