package io.longshore.embedder.retrieval;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.question.Options;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.embedder.retrieval.ScopeRepository.Embedded;
import io.longshore.embedder.retrieval.ScopeRepository.Reach;
import io.longshore.embedder.retrieval.SourceChoice.AllBut;
import io.longshore.embedder.retrieval.SourceChoice.Only;
import io.longshore.embedder.vectors.DenseIndex;
import io.longshore.embedder.vectors.DocumentVectorRepository;
import io.longshore.embedder.vectors.Near;
import io.longshore.embedder.vectors.Slice;
import io.longshore.embedder.vectors.VectorRepository;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What vectors say of a question, on two levels: the nearest passages of the scope, and the best
 * passages of its nearest documents, which may hold none of the nearest ones.
 */
final class DenseLeg {
  /** Twice the most that a search for documents gives. */
  private static final int DOCUMENTS_OF_EACH = 2 * Options.K_MAX;

  private final DenseIndex index;
  private final RetrievalProperties properties;

  DenseLeg(DenseIndex index, RetrievalProperties properties) {
    this.index = index;
    this.properties = properties;
  }

  /**
   * Cosines to the question, of what has vectors in its generation.
   *
   * @param passages those that are found, and those that were given
   * @param documents by source, of each such passage's document: the best of its vectors
   */
  record Cosines(Map<PassageKey, Double> passages, Map<Integer, Double> documents) {
    static final Cosines NONE = new Cosines(Map.of(), Map.of());

    /** Of another generation of the same model. */
    Cosines and(Cosines other) {
      var allPassages = new HashMap<>(passages);
      allPassages.putAll(other.passages);
      var allDocuments = new HashMap<>(documents);
      allDocuments.putAll(other.documents);
      return new Cosines(allPassages, allDocuments);
    }

    @Nullable Double passage(PassageKey key) {
      return passages.get(key);
    }

    @Nullable Double document(PassageKey key) {
      return documents.get(key.source());
    }
  }

  /** What the chosen sources of collections have, by generation. */
  Map<Integer, Reach> reach(JdbcClient jdbc, List<CollectionId> collections, SourceChoice chosen) {
    return switch (chosen) {
      case Only(var sources) -> ScopeRepository.reach(jdbc, sources);
      case AllBut(var hidden) -> ScopeRepository.reach(jdbc, collections, hidden, index);
    };
  }

  /**
   * @param reaches what the scope has, by generation
   * @param given passages that were found otherwise
   * @param candidates passages that are looked for in each generation
   * @param ofEach so many of the best passages of each document that was found are found, too; of
   *     the nearest {@value #DOCUMENTS_OF_EACH} documents
   */
  Cosines search(
      JdbcClient jdbc,
      Map<Integer, Reach> reaches,
      Collection<PassageKey> given,
      float[] to,
      int candidates,
      int ofEach) {
    Cosines all = Cosines.NONE;
    for (var reach : reaches.entrySet()) {
      int generation = reach.getKey();
      all = all.and(search(jdbc, generation, reach.getValue(), given, to, candidates, ofEach));
    }
    return all;
  }

  private Cosines search(
      JdbcClient jdbc,
      int generation,
      Reach reach,
      Collection<PassageKey> given,
      float[] to,
      int candidates,
      int ofEach) {
    List<Slice> slices = reach.slices();
    Map<PassageKey, Double> passages = new HashMap<>();
    for (Near near : index.nearest(jdbc, generation, slices, to, candidates)) {
      passages.put(near.key(), near.cosine());
    }
    passages.putAll(VectorRepository.cosines(jdbc, generation, slices, List.copyOf(given), to));
    if (reach.complete() && reach.sources().size() > 1 && properties.documents() > 0) {
      List<Slice> nearest = nearestDocuments(jdbc, generation, reach, to);
      passages.putAll(best(jdbc, generation, nearest, to, properties.documentPassages()));
    }
    Set<Integer> found = new LinkedHashSet<>();
    passages.keySet().forEach(key -> found.add(key.source()));
    if (ofEach > 0) {
      List<Slice> each = nearestFirst(jdbc, generation, reach, passages);
      passages.putAll(best(jdbc, generation, each, to, ofEach));
    }
    return new Cosines(
        passages,
        DocumentVectorRepository.cosines(
            jdbc, generation, found.stream().mapToInt(Integer::intValue).toArray(), to));
  }

  /** Cosines of given passages, where they have vectors in their generation. */
  static Cosines cosines(
      JdbcClient jdbc, Map<Integer, Reach> reaches, Collection<PassageKey> given, float[] to) {
    Map<PassageKey, Double> passages = new HashMap<>();
    reaches.forEach((generation, reach) ->
        passages.putAll(
            VectorRepository.cosines(jdbc, generation, reach.slices(), List.copyOf(given), to)));
    return new Cosines(passages, Map.of());
  }

  /**
   * @param documents a slice each
   */
  private Map<PassageKey, Double> best(
      JdbcClient jdbc, int generation, List<Slice> documents, float[] to, int passages) {
    return index.nearestOfEach(jdbc, generation, documents, to, passages).stream()
        .collect(Collectors.toMap(Near::key, Near::cosine));
  }

  /** Documents that passages were found of, by the nearest of these; no more than are looked at. */
  private static List<Slice> nearestFirst(
      JdbcClient jdbc, int generation, Reach reach, Map<PassageKey, Double> passages) {
    Map<Integer, Double> nearest = new HashMap<>();
    passages.forEach((key, cosine) -> nearest.merge(key.source(), cosine, Math::max));
    int[] numbers =
        nearest.entrySet().stream()
            .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
            .limit(DOCUMENTS_OF_EACH)
            .mapToInt(Map.Entry::getKey)
            .toArray();
    Reach theirs =
        reach.complete()
            ? reach
            : ScopeRepository.reach(jdbc, numbers).getOrDefault(generation, reach);
    Map<Integer, Embedded> sources = theirs.byNumber();
    return Arrays.stream(numbers)
        .mapToObj(sources::get)
        .filter(Objects::nonNull)
        .map(Embedded::slice)
        .toList();
  }

  /** A slice each, the nearest first. */
  private List<Slice> nearestDocuments(JdbcClient jdbc, int generation, Reach reach, float[] to) {
    Map<Integer, Embedded> sources = reach.byNumber();
    int[] numbers = reach.sources().stream().mapToInt(Embedded::no).toArray();
    return index.nearestDocuments(jdbc, generation, numbers, to, properties.documents()).stream()
        .map(near -> Objects.requireNonNull(sources.get(near.source())).slice())
        .toList();
  }
}
