package io.longshore.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplesTest {
  private static final String COLLECTION = "samples";
  private final Documents documents = new Documents(Longshore.running().api());

  SamplesTest() throws IOException {
    Longshore.running().command("samples", "--collection", COLLECTION, "--json").orFail();
  }

  @Test
  void questionsAboutTheSamplesFindTheirPassageAndItsPage() throws IOException {
    var questions = questions("samples-questions.jsonl");
    var found = found(questions);
    Figures.print(
        "passages of English questions about the samples among the first five",
        "%d of %d".formatted(found, questions.size()));
    assertThat(found).isGreaterThanOrEqualTo(questions.size() * 9 / 10);
  }

  @Test
  void questionsInOtherLanguagesFindTheEnglishPassage() throws IOException {
    var questions = questions("samples-questions-multilingual.jsonl");
    var found = found(questions);
    Figures.print(
        "passages of German, Chinese and Indonesian questions about the English samples among the first five",
        "%d of %d".formatted(found, questions.size()));
    assertThat(found).isGreaterThanOrEqualTo(questions.size() * 3 / 4);
  }

  private int found(List<JsonNode> questions) {
    var found = 0;
    for (var question : questions) {
      var quote = squeezed(question.get("quote").asString());
      var hit =
          documents.search(COLLECTION, question.get("question").asString(), 5).stream()
              .filter(result -> squeezed(result.get("text").asString()).contains(quote))
              .findFirst();
      if (hit.isEmpty()) {
        System.out.println("not among the first five: " + question);
        continue;
      }
      found++;
      if (question.has("page")) {
        assertThat(hit.get().get("page").asInt())
            .as(question.toString())
            .isEqualTo(question.get("page").asInt());
      }
    }
    return found;
  }

  private static List<JsonNode> questions(String resource) throws IOException {
    return Longshore.lines(Path.of("src/test/resources").resolve(resource));
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
