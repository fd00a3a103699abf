package io.longshore.contracts.generation;

import java.util.List;

/**
 * @param generations the one that is searched first
 */
public record CollectionGenerations(List<CollectionGeneration> generations) {
  public CollectionGenerations {
    generations = List.copyOf(generations);
  }
}
