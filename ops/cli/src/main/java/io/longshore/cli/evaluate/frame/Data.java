package io.longshore.cli.evaluate.frame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A data set as a suite read it.
 *
 * @param documents all, or those that some case needs
 * @param cases in the order of the data
 * @param wholeCorpus whether every document is part of every case, needed or not
 */
public record Data<C extends Case>(List<Document> documents, List<C> cases, boolean wholeCorpus) {
  public Data {
    documents = List.copyOf(documents);
    cases = List.copyOf(cases);
  }

  /** One side of it. */
  public Data<C> of(Split split) {
    return with(cases.stream().filter(one -> split.holds(one.split())).toList());
  }

  /**
   * Parts of it.
   *
   * @param slices names without the point behind them; empty for all
   */
  public Data<C> in(List<String> slices) {
    if (slices.isEmpty()) {
      return this;
    }
    return with(
        cases.stream()
            .filter(one -> slices.stream().anyMatch(slice -> one.slices().contains(slice + ".")))
            .toList());
  }

  /**
   * So many groups of cases, drawn by the seed, in the order of the data.
   *
   * @param groups 0 for all
   */
  public Data<C> sample(int groups, long seed) {
    var all =
        new ArrayList<>(
            cases.stream().map(Case::group).collect(Collectors.toCollection(LinkedHashSet::new)));
    if (groups == 0 || groups >= all.size()) {
      return with(cases);
    }
    Collections.shuffle(all, new Random(seed));
    var drawn = Set.copyOf(all.subList(0, groups));
    return with(cases.stream().filter(one -> drawn.contains(one.group())).toList());
  }

  /** Without the cases that need a document which is not there. */
  Data<C> without(Set<String> missing) {
    return with(
        cases.stream()
            .filter(one -> one.documents().stream().noneMatch(missing::contains))
            .toList());
  }

  private Data<C> with(List<C> kept) {
    var needed = kept.stream().flatMap(one -> one.documents().stream()).collect(Collectors.toSet());
    return new Data<>(
        documents.stream().filter(d -> wholeCorpus || needed.contains(d.id())).toList(),
        kept,
        wholeCorpus);
  }
}
