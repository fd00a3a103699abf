package io.longshore.cli.evaluate.answers;

import io.longshore.cli.evaluate.answers.AnswerCase.Gold;
import io.longshore.cli.evaluate.data.Lines;
import io.longshore.cli.evaluate.frame.Data;
import io.longshore.cli.evaluate.frame.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Questions on one given long document, as leval-docqa lies: {@code documents.jsonl}, {@code
 * questions.jsonl}. Only those with a free answer: choices and summaries are other tasks.
 */
final class LongData {
  private static final String DOCUMENTS = "documents.jsonl";
  private static final String QUESTIONS = "questions.jsonl";

  private LongData() {}

  static boolean fits(Path folder) {
    return Files.exists(folder.resolve(DOCUMENTS)) && Files.exists(folder.resolve(QUESTIONS));
  }

  static Data<AnswerCase> read(Path folder) {
    var documents =
        Lines.json(folder.resolve(DOCUMENTS)).stream()
            .map(line -> Document.ofText(Lines.text(line, "id"), Lines.text(line, "text")))
            .toList();
    var cases =
        Lines.json(folder.resolve(QUESTIONS)).stream()
            .filter(line -> Lines.text(line, "form").equals("free"))
            .map(line ->
                new AnswerCase(
                    Lines.text(line, "id"),
                    Lines.text(line, "document"),
                    List.of("", Lines.text(line, "subset") + "."),
                    Lines.text(line, "question"),
                    List.of(),
                    List.of(Lines.text(line, "document")),
                    new Gold(List.of(Lines.text(line, "answer")), List.of(), true)))
            .toList();
    return new Data<>(documents, cases, false);
  }
}
