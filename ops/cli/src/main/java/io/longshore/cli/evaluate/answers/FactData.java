package io.longshore.cli.evaluate.answers;

import io.longshore.cli.evaluate.answers.AnswerCase.Gold;
import io.longshore.cli.evaluate.data.Lines;
import io.longshore.cli.evaluate.frame.Data;
import io.longshore.cli.evaluate.frame.Document;
import io.longshore.cli.evaluate.measure.Cited;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Questions on files of many formats: {@code facts.jsonl} with {@code id, file, question, answer,
 * quote}. Each is asked in its file, and in the next one, which has no answer.
 */
final class FactData {
  private static final String FACTS = "facts.jsonl";

  private FactData() {}

  static boolean fits(Path folder) {
    return Files.exists(folder.resolve(FACTS));
  }

  static Data<AnswerCase> read(Path folder) {
    List<JsonNode> facts = Lines.json(folder.resolve(FACTS));
    List<String> files =
        facts.stream().map(fact -> Lines.text(fact, "file")).distinct().sorted().toList();
    var documents =
        files.stream().map(file -> Document.ofFile(file, folder.resolve(file))).toList();
    var cases = new ArrayList<AnswerCase>();
    for (JsonNode fact : facts) {
      String file = Lines.text(fact, "file");
      String quote = Lines.text(fact, "quote");
      var gold =
          new Gold(
              List.of(Lines.text(fact, "answer"), quote),
              List.of(new Cited.Source(file, List.of(quote), false)),
              true);
      cases.add(asked(fact, file, gold));
      cases.add(asked(fact, another(files, file), Gold.NONE));
    }
    return new Data<>(documents, cases, false);
  }

  private static AnswerCase asked(JsonNode fact, String scope, Gold gold) {
    return new AnswerCase(
        Lines.text(fact, "id"),
        Lines.text(fact, "file"),
        List.of(""),
        Lines.text(fact, "question"),
        List.of(),
        List.of(scope),
        gold);
  }

  /** The next one of another name: a text and its other formats may be one work. */
  private static String another(List<String> files, String file) {
    int at = files.indexOf(file);
    for (int step = 1; step < files.size(); step++) {
      String next = files.get((at + step) % files.size());
      if (!stem(next).equals(stem(file))) {
        return next;
      }
    }
    return file;
  }

  private static String stem(String file) {
    int dot = file.lastIndexOf('.');
    return dot < 0 ? file : file.substring(0, dot);
  }
}
