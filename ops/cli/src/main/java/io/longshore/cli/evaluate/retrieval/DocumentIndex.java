package io.longshore.cli.evaluate.retrieval;

import io.longshore.cli.evaluate.frame.Bar;
import io.longshore.cli.evaluate.frame.Document;
import io.longshore.cli.evaluate.vectors.TextVector;
import io.longshore.cli.evaluate.vectors.TextVectors;
import java.util.List;

/**
 * One vector a document, made of its whole text in one mode for long texts: what the mode doesn't
 * reach is cut. Documents are ranked by its cosine to the question's. One without words is not
 * found.
 */
final class DocumentIndex implements LocalIndex {
  private final List<String> ids;
  private final List<TextVector> documents;
  private final TextVectors vectors;

  private DocumentIndex(List<String> ids, List<TextVector> documents, TextVectors vectors) {
    this.ids = ids;
    this.documents = documents;
    this.vectors = vectors;
  }

  /**
   * Embeds what isn't known yet. The index closes the vectors.
   *
   * @param vectors that cut what is too long
   * @param bar shows how far it is
   */
  static DocumentIndex of(List<Document> documents, TextVectors vectors, Bar bar) {
    List<Document> readable = documents.stream().filter(DocumentIndex::hasWords).toList();
    bar.begin("whole documents", readable.size());
    List<TextVector> embedded =
        vectors.passages(readable.stream().map(DocumentIndex::text).toList(), bar::step);
    bar.end();
    return new DocumentIndex(readable.stream().map(Document::id).toList(), embedded, vectors);
  }

  private static boolean hasWords(Document document) {
    return !text(document).isBlank();
  }

  private static String text(Document document) {
    String text = document.text();
    return text == null ? "" : text;
  }

  /** All documents that have words, best first. */
  @Override
  public List<String> search(String question) {
    TextVector asked = vectors.question(question);
    double[] cosines = documents.stream().mapToDouble(asked::cosine).toArray();
    return LocalIndex.bestFirst(ids, cosines);
  }

  /** Of the documents that had to be embedded; NaN when all were known. */
  @Override
  public double tokensPerSecond() {
    return vectors.tokensPerSecond();
  }

  @Override
  public void close() {
    vectors.close();
  }
}
