package io.longshore.embedder.generations;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The generations of a collection. All that is handed in is indexed in each of them.
 *
 * @param serving the one that is searched
 * @param candidate is being built, or waits to be switched to
 * @param previous was searched before the last switch
 */
public record Lineup(
    Generation serving, @Nullable Generation candidate, @Nullable Generation previous) {
  /** The serving one first. */
  public List<Generation> all() {
    return Stream.of(serving, candidate, previous).filter(Objects::nonNull).toList();
  }

  /** Of all, the serving one's first. */
  public int[] numbers() {
    return all().stream().mapToInt(Generation::no).toArray();
  }

  public boolean has(int generation) {
    return all().stream().anyMatch(one -> one.no() == generation);
  }

  Lineup map(UnaryOperator<Generation> change) {
    return new Lineup(
        change.apply(serving),
        candidate == null ? null : change.apply(candidate),
        previous == null ? null : change.apply(previous));
  }
}
