package io.longshore.cli.evaluate.answers;

import io.longshore.cli.evaluate.answers.AnswerCase.Gold;
import io.longshore.cli.evaluate.data.Corpus;
import io.longshore.cli.evaluate.data.Lines;
import io.longshore.cli.evaluate.frame.Data;
import io.longshore.cli.evaluate.measure.Cited;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Conversations, as mtrag lies: {@code tasks.jsonl} over {@code corpus.jsonl}. What the user asked
 * before is asked first, so that the history is the stack's own. The whole corpus is the scope.
 * Questions that say too little, and small talk, are left out.
 */
final class TalkData {
  private static final String TASKS = "tasks.jsonl";

  private TalkData() {}

  static boolean fits(Path folder) {
    return Files.exists(folder.resolve(TASKS));
  }

  static Data<AnswerCase> read(Path folder) {
    var documents = Corpus.documents(folder.resolve(Corpus.CORPUS), "");
    var cases =
        Lines.json(folder.resolve(TASKS)).stream()
            .flatMap(task -> gold(task).map(gold -> asked(task, gold)).stream())
            .toList();
    return new Data<>(documents, cases, true);
  }

  private static Optional<Gold> gold(JsonNode task) {
    return switch (Lines.text(task, "answerability")) {
      case "ANSWERABLE", "PARTIAL" ->
          Optional.of(
              new Gold(
                  List.of(Lines.text(task, "answer")),
                  Lines.texts(task, "contexts").stream()
                      .map(id -> new Cited.Source(id, List.of()))
                      .toList(),
                  true));
      case "UNANSWERABLE" -> Optional.of(Gold.NONE);
      default -> Optional.empty();
    };
  }

  private static AnswerCase asked(JsonNode task, Gold gold) {
    List<String> questions =
        task.path("messages")
            .valueStream()
            .filter(message -> Lines.text(message, "role").equals("user"))
            .map(message -> Lines.text(message, "text"))
            .toList();
    String id = Lines.text(task, "id");
    return new AnswerCase(
        id,
        gold.sources().isEmpty() ? id : gold.sources().getFirst().document(),
        List.of(""),
        questions.getLast(),
        questions.subList(0, questions.size() - 1),
        List.of(),
        gold);
  }
}
