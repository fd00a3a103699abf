package io.longshore.cli.evaluate.answers;

import io.longshore.cli.evaluate.answers.AnswerCase.Gold;
import io.longshore.cli.evaluate.data.Corpus;
import io.longshore.cli.evaluate.data.Lines;
import io.longshore.cli.evaluate.frame.Data;
import io.longshore.cli.evaluate.frame.Document;
import io.longshore.cli.evaluate.measure.Cited;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Questions on short passages, as xquad and idk-mrc lie: {@code answers.jsonl}, {@code
 * hard_negatives.tsv} and perhaps {@code unanswerable.jsonl} beside the files of BEIR's form; one
 * folder, or one a language.
 *
 * <p>Settings: {@code given.}, the scope is the right passage; {@code five.}, it is the right one
 * with the four hardest others, and the question is asked once more with the right one replaced by
 * the fifth: then it has no answer. An unanswerable question is asked in its passage ({@code
 * given.}).
 */
final class PassageData {
  private static final String ANSWERS = "answers.jsonl";
  private static final String UNANSWERABLE = "unanswerable.jsonl";
  private static final String NEGATIVES = "hard_negatives.tsv";
  private static final int SCOPE = 5;

  private final List<Document> documents = new ArrayList<>();
  private final List<AnswerCase> cases = new ArrayList<>();

  private PassageData() {}

  static boolean fits(Path folder) {
    return !folders(folder).isEmpty();
  }

  static Data<AnswerCase> read(Path folder) {
    var data = new PassageData();
    var folders = folders(folder);
    for (Path one : folders) {
      data.add(one, folders.size() == 1 ? "" : one.getFileName().toString());
    }
    return new Data<>(data.documents, data.cases, false);
  }

  private static List<Path> folders(Path folder) {
    if (Files.exists(folder.resolve(ANSWERS))) {
      return List.of(folder);
    }
    return Lines.folders(folder).stream()
        .filter(one -> Files.exists(one.resolve(ANSWERS)))
        .toList();
  }

  private void add(Path folder, String language) {
    String prefix = language.isEmpty() ? "" : language + "/";
    documents.addAll(Corpus.documents(folder.resolve(Corpus.CORPUS), prefix));
    Map<String, String> queries = Corpus.queries(folder.resolve(Corpus.QUERIES));
    Map<String, List<String>> negatives = negatives(folder.resolve(NEGATIVES));
    for (var line : Lines.json(folder.resolve(ANSWERS))) {
      String id = Lines.text(line, "query-id");
      String passage = Lines.text(line, "corpus-id");
      var hard = negatives.getOrDefault(id, List.of()).stream().map(n -> prefix + n).toList();
      var question = new Asked(prefix + id, passage, language, queries.getOrDefault(id, ""));
      settings(question, prefix + passage, hard, Lines.texts(line, "answers"));
    }
    Path unanswerable = folder.resolve(UNANSWERABLE);
    if (Files.exists(unanswerable)) {
      for (var line : Lines.json(unanswerable)) {
        String passage = Lines.text(line, "asked-about");
        String id = prefix + Lines.text(line, "id");
        var question = new Asked(id, passage, language, Lines.text(line, "text"));
        cases.add(question.in("given.", List.of(prefix + passage), Gold.NONE));
      }
    }
  }

  private void settings(Asked question, String passage, List<String> hard, List<String> answers) {
    var gold = new Gold(answers, List.of(new Cited.Source(passage, answers)), true);
    cases.add(question.in("given.", List.of(passage), gold));
    if (hard.size() >= SCOPE - 1) {
      var others = hard.subList(0, SCOPE - 1);
      cases.add(
          question.in("five.", Stream.concat(Stream.of(passage), others.stream()).toList(), gold));
    }
    if (hard.size() >= SCOPE) {
      cases.add(question.in("five.", hard.subList(0, SCOPE), Gold.NONE));
    }
  }

  /** A question, whatever the setting. */
  private record Asked(String id, String passage, String language, String text) {
    AnswerCase in(String setting, List<String> scope, Gold gold) {
      var slices =
          language.isEmpty() ? List.of(setting) : List.of(setting, setting + language + ".");
      return new AnswerCase(id, passage, slices, text, List.of(), scope, gold);
    }
  }

  /** By query, the hardest first. */
  private static Map<String, List<String>> negatives(Path file) {
    var negatives = new HashMap<String, List<String>>();
    for (var row : Lines.tsv(file)) {
      negatives
          .computeIfAbsent(Lines.text(row, "query-id"), id -> new ArrayList<>())
          .add(Lines.text(row, "corpus-id"));
    }
    return negatives;
  }
}
