package io.longshore.cli.evaluate.retrieval;

import io.longshore.cli.evaluate.frame.Bar;
import io.longshore.cli.evaluate.frame.Document;
import io.longshore.cli.evaluate.vectors.TextVector;
import io.longshore.cli.evaluate.vectors.TextVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hybrid that anyone gets in an hour, with the stack's own encoder: sentence passages, a
 * document is as near as the mean of its three nearest passages, BM25 over whole documents, and the
 * sum of both as distances from their mean in standard deviations over all documents. What the
 * stack does has to be better than this.
 */
final class PlainIndex implements LocalIndex {
  private static final int BEST = 3;

  private final List<String> ids;
  private final List<List<TextVector>> passages;
  private final WholeDocuments words;
  private final TextVectors vectors;

  private PlainIndex(
      List<String> ids,
      List<List<TextVector>> passages,
      WholeDocuments words,
      TextVectors vectors) {
    this.ids = ids;
    this.passages = passages;
    this.words = words;
    this.vectors = vectors;
  }

  /**
   * Embeds what isn't known yet. The index closes the vectors.
   *
   * @param bar shows how far it is
   */
  static PlainIndex of(List<Document> documents, TextVectors vectors, Bar bar) {
    List<List<String>> cut =
        documents.stream()
            .map(document -> PlainPassages.of(document.text() == null ? "" : document.text()))
            .toList();
    List<String> all = cut.stream().flatMap(List::stream).toList();
    bar.begin("passages", all.size());
    List<TextVector> embedded = vectors.passages(all, bar::step);
    bar.end();
    var passages = new ArrayList<List<TextVector>>();
    int from = 0;
    for (List<String> texts : cut) {
      passages.add(embedded.subList(from, from + texts.size()));
      from += texts.size();
    }
    return new PlainIndex(
        documents.stream().map(Document::id).toList(),
        passages,
        new WholeDocuments(documents),
        vectors);
  }

  /** All documents, best first. */
  @Override
  public List<String> search(String question) {
    TextVector asked = vectors.question(question);
    double[] near = passages.stream().mapToDouble(each -> nearness(asked, each)).toArray();
    double[] sum = sum(standardised(near), standardised(words.scores(question)));
    return LocalIndex.bestFirst(ids, sum);
  }

  private static double nearness(TextVector asked, List<TextVector> passages) {
    return best(passages.stream().mapToDouble(asked::cosine).toArray());
  }

  /** The mean of the best ones; 0, which is far, without any. */
  static double best(double[] cosines) {
    double[] sorted = cosines.clone();
    Arrays.sort(sorted);
    return Arrays.stream(sorted, Math.max(0, sorted.length - BEST), sorted.length)
        .average()
        .orElse(0);
  }

  private static double[] sum(double[] one, double[] other) {
    return IntStream.range(0, one.length).mapToDouble(i -> one[i] + other[i]).toArray();
  }

  /** As distances from the mean in standard deviations; all 0 where all are the same. */
  static double[] standardised(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double deviation = Math.sqrt(variance);
    return Arrays.stream(values).map(v -> deviation == 0 ? 0 : (v - mean) / deviation).toArray();
  }

  /** Of the passages that had to be embedded; NaN when all were known. */
  @Override
  public double tokensPerSecond() {
    return vectors.tokensPerSecond();
  }

  @Override
  public void close() {
    words.close();
    vectors.close();
  }
}
