package io.longshore.cli.evaluate.retrieval;

import io.longshore.cli.evaluate.data.Corpus;
import io.longshore.cli.evaluate.data.Lines;
import io.longshore.cli.evaluate.frame.Data;
import io.longshore.cli.evaluate.frame.Document;
import io.longshore.cli.evaluate.frame.Source;
import io.longshore.local.LocalFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A corpus that is searched whole: a line of {@code corpus.jsonl} ({@code id}, {@code title},
 * {@code text}) is a document, its title the first paragraph; {@code queries.jsonl} ({@code id},
 * {@code text}); {@code qrels.tsv} beside the queries, else in the folder, else lists {@code
 * relevant} in the queries. A question in one language and the corpus in another is {@code
 * --queries} of the one folder and {@code --corpus} of the other.
 */
final class RetrievalData {
  private RetrievalData() {}

  static Data<RetrievalCase> read(Source source) {
    Path queries = Lines.file(source.folder(), Corpus.QUERIES, source.queries());
    Path corpus = Lines.file(source.folder(), Corpus.CORPUS, source.corpus());
    requireCorpus(corpus);
    List<Document> documents = Corpus.titled(corpus);
    Set<String> known = documents.stream().map(Document::id).collect(Collectors.toSet());
    var grades = grades(source, queries);
    var cases = new ArrayList<RetrievalCase>();
    Corpus.queries(queries)
        .forEach((id, text) -> {
          var relevant = new LinkedHashMap<>(grades.getOrDefault(id, Map.of()));
          relevant.keySet().retainAll(known);
          if (!relevant.isEmpty()) {
            cases.add(new RetrievalCase(id, text, relevant));
          }
        });
    return new Data<>(documents, cases, true);
  }

  /** A folder of data sets, such as one a language, is not one: its documents don't mix. */
  private static void requireCorpus(Path corpus) {
    Path folder = corpus.toAbsolutePath().getParent();
    if (Files.exists(corpus) || folder == null) {
      return;
    }
    List<String> inside =
        Lines.folders(folder).stream()
            .filter(one -> Files.exists(one.resolve(Corpus.CORPUS)))
            .map(Path::toString)
            .toList();
    if (!inside.isEmpty()) {
      throw new LocalFailure(
          "%s holds several data sets, name one of them: %s."
              .formatted(folder, String.join(", ", inside)));
    }
  }

  private static Map<String, Map<String, Integer>> grades(Source source, Path queries) {
    Path beside = queries.resolveSibling(Corpus.QRELS);
    @Nullable Path folder = source.folder();
    if (Files.exists(beside)) {
      return Corpus.grades(beside);
    }
    if (folder != null && Files.exists(folder.resolve(Corpus.QRELS))) {
      return Corpus.grades(folder.resolve(Corpus.QRELS));
    }
    var grades = new LinkedHashMap<String, Map<String, Integer>>();
    for (var line : Lines.json(queries)) {
      var relevant = new LinkedHashMap<String, Integer>();
      Lines.texts(line, "relevant").forEach(id -> relevant.put(id, 1));
      grades.put(Lines.text(line, "id"), relevant);
    }
    if (grades.values().stream().allMatch(Map::isEmpty)) {
      throw new LocalFailure(
          "Nothing says what is relevant: there is no %s, and no line of %s has a list relevant."
              .formatted(beside, queries));
    }
    return grades;
  }
}
