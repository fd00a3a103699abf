package io.longshore.cli.evaluate.frame;

import io.longshore.cli.client.Api;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The documents of an evaluation as they stand in the stack. */
public final class Shelf {
  private final Api api;
  private final String collection;
  private final Map<String, String> ids;
  private final Map<String, String> names;
  private final double tokensPerSecond;
  private final @Nullable String wanted;
  private final Set<String> models = new TreeSet<>();

  /**
   * @param ids the stack's by the data set's
   * @param tokensPerSecond of the documents, from the first hand-in until all could be searched;
   *     NaN when nobody counted
   * @param wanted the model that shall do it; null for whichever is there
   */
  public Shelf(
      Api api,
      String collection,
      Map<String, String> ids,
      double tokensPerSecond,
      @Nullable String wanted) {
    this.api = api;
    this.collection = collection;
    this.ids = Map.copyOf(ids);
    this.tokensPerSecond = tokensPerSecond;
    this.wanted = wanted;
    this.names =
        ids.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
  }

  /** Whether one model shall do it, and no other. */
  public boolean isModelWanted() {
    return wanted != null;
  }

  /**
   * An answer or a vector is of this model.
   *
   * @param model with an adapter's name behind a plus where one is applied
   * @throws ArmUnfit when another one is wanted
   */
  public void did(String model) {
    if (wanted != null && !model.equals(wanted) && !model.startsWith(wanted + "+")) {
      throw new ArmUnfit("The stack's model is %s, not %s.".formatted(model, wanted));
    }
    models.add(model);
  }

  /** All that did something; null when none was named. */
  public @Nullable String models() {
    return models.isEmpty() ? null : String.join(", ", models);
  }

  /** How fast its documents were taken in; NaN when nobody counted. */
  public double tokensPerSecond() {
    return tokensPerSecond;
  }

  public Api api() {
    return api;
  }

  public String collection() {
    return collection;
  }

  /** What the stack calls documents of the data set. */
  public List<String> ids(List<String> documents) {
    return documents.stream().map(id -> Objects.requireNonNull(ids.get(id), id)).toList();
  }

  /** What the data set calls a document of the stack; the same for one that isn't in it. */
  public String name(String id) {
    return names.getOrDefault(id, id);
  }
}
