package io.longshore.embedder.generations;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.generation.CollectionGeneration;
import io.longshore.contracts.generation.CollectionGeneration.State;
import io.longshore.contracts.generation.CollectionGenerations;
import io.longshore.contracts.generation.GenerationRecipe;
import io.longshore.embedder.comparison.ComparisonRepository;
import io.longshore.embedder.embedding.Recipe;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an asker is told of a line-up. */
final class LineupReport {
  private LineupReport() {}

  static CollectionGenerations of(JdbcClient jdbc, CollectionId collection, Lineup lineup) {
    long documents = documents(jdbc, collection);
    return new CollectionGenerations(
        lineup.all().stream()
            .map(one -> described(jdbc, collection, lineup, one, documents))
            .toList());
  }

  private static CollectionGeneration described(
      JdbcClient jdbc,
      CollectionId collection,
      Lineup lineup,
      Generation generation,
      long documents) {
    long missing = Lineups.missing(jdbc, collection, generation);
    Recipe recipe = generation.recipe();
    return new CollectionGeneration(
        recipe.id(),
        state(lineup, generation, missing),
        new GenerationRecipe(
            EmbeddingRequest.EMBEDDER,
            recipe.passageTokens(),
            recipe.passages().label(),
            recipe.documents().label()),
        generation.key(),
        documents - missing,
        documents,
        ComparisonRepository.of(jdbc, collection, generation.no()).orElse(null));
  }

  private static State state(Lineup lineup, Generation generation, long missing) {
    if (generation.equals(lineup.serving())) {
      return State.SERVING;
    }
    if (generation.equals(lineup.previous())) {
      return State.PREVIOUS;
    }
    return missing > 0 ? State.BUILDING : State.READY;
  }

  private static long documents(JdbcClient jdbc, CollectionId collection) {
    return jdbc.sql(
            "select count(*) from %s s where collection = :collection".formatted(Searched.SOURCES))
        .param("collection", collection.value())
        .query(Long.class)
        .single();
  }
}
