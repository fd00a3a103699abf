package io.longshore.cli.evaluate.data;

import io.longshore.cli.evaluate.frame.Document;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of BEIR's form: {@code corpus.jsonl}, {@code queries.jsonl}, {@code qrels.tsv}. */
public final class Corpus {
  public static final String CORPUS = "corpus.jsonl";
  public static final String QUERIES = "queries.jsonl";
  public static final String QRELS = "qrels.tsv";

  private Corpus() {}

  /**
   * Documents: {@code id}, {@code text}.
   *
   * @param prefix of their ids, to set several corpora apart
   */
  public static List<Document> documents(Path file, String prefix) {
    return Lines.json(file).stream()
        .map(line -> Document.ofText(prefix + Lines.text(line, "id"), Lines.text(line, "text")))
        .toList();
  }

  /** The same with the title, where a line has one, as the first paragraph of the text. */
  public static List<Document> titled(Path file) {
    return Lines.json(file).stream()
        .map(line -> {
          String title = line.path("title").asString("").strip();
          String text = Lines.text(line, "text");
          return Document.ofText(
              Lines.text(line, "id"), title.isEmpty() ? text : title + "\n\n" + text);
        })
        .toList();
  }

  /** Questions by their id: {@code id}, {@code text}. */
  public static Map<String, String> queries(Path file) {
    var queries = new LinkedHashMap<String, String>();
    Lines.json(file).forEach(line -> queries.put(Lines.text(line, "id"), Lines.text(line, "text")));
    return queries;
  }

  /** Grades above 0 of documents by query: {@code query-id}, {@code corpus-id}, {@code score}. */
  public static Map<String, Map<String, Integer>> grades(Path file) {
    var grades = new HashMap<String, Map<String, Integer>>();
    for (var row : Lines.tsv(file)) {
      int grade = (int) Double.parseDouble(Lines.text(row, "score"));
      if (grade > 0) {
        grades
            .computeIfAbsent(Lines.text(row, "query-id"), id -> new LinkedHashMap<>())
            .put(Lines.text(row, "corpus-id"), grade);
      }
    }
    return grades;
  }
}
