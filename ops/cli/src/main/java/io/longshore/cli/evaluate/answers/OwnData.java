package io.longshore.cli.evaluate.answers;

import io.longshore.cli.evaluate.answers.AnswerCase.Gold;
import io.longshore.cli.evaluate.data.Corpus;
import io.longshore.cli.evaluate.data.Lines;
import io.longshore.cli.evaluate.frame.Data;
import io.longshore.cli.evaluate.measure.Cited;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Somebody's own questions: lines of {@code id, text} with {@code answers}, {@code relevant} (ids
 * of documents to cite) and {@code answerable} where they are known, over a corpus of {@code id,
 * text}. The whole corpus is the scope.
 */
final class OwnData {
  private OwnData() {}

  static Data<AnswerCase> read(Path queries, Path corpus) {
    var cases = Lines.json(queries).stream().map(OwnData::asked).toList();
    return new Data<>(Corpus.documents(corpus, ""), cases, true);
  }

  private static AnswerCase asked(JsonNode line) {
    String id = Lines.text(line, "id");
    List<String> relevant = Lines.texts(line, "relevant");
    var gold =
        line.path("answerable").asBoolean(true)
            ? new Gold(
                Lines.texts(line, "answers"),
                relevant.stream().map(document -> new Cited.Source(document, List.of())).toList(),
                true)
            : Gold.NONE;
    return new AnswerCase(
        id,
        relevant.isEmpty() ? id : relevant.getFirst(),
        List.of(""),
        Lines.text(line, "text"),
        List.of(),
        List.of(),
        gold);
  }
}
