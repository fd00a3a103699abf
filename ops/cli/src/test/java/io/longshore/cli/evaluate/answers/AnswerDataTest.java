package io.longshore.cli.evaluate.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.cli.evaluate.answers.AnswerCase.Gold;
import io.longshore.cli.evaluate.frame.Data;
import io.longshore.cli.evaluate.frame.Document;
import io.longshore.cli.evaluate.frame.Source;
import io.longshore.cli.evaluate.measure.Cited;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerDataTest {
  @TempDir private Path folder;

  @Test
  void aQuestionOnAPassageIsAskedInItAmongFiveAndWithoutIt() throws IOException {
    passages(folder.resolve("en"));
    passages(folder.resolve("de"));
    Files.createDirectories(folder.resolve("notes"));
    var data = read();
    assertThat(data.documents()).extracting(Document::id).contains("de/p0", "en/p0").hasSize(14);
    var english = data.cases().stream().filter(one -> one.group().equals("en/q1")).toList();
    var gold = new Gold(List.of("nine"), List.of(new Cited.Source("en/p0", List.of("nine"))), true);
    assertThat(english)
        .containsExactly(
            asked("given.", List.of("en/p0"), gold),
            asked("five.", List.of("en/p0", "en/p1", "en/p2", "en/p3", "en/p4"), gold),
            asked("five.", List.of("en/p1", "en/p2", "en/p3", "en/p4", "en/p5"), Gold.NONE));
  }

  @Test
  void anUnanswerableQuestionIsAskedInItsPassage() throws IOException {
    passages(folder);
    write("unanswerable.jsonl", "{\"id\":\"u1\",\"text\":\"Why ten?\",\"asked-about\":\"p2\"}");
    assertThat(read().cases())
        .contains(
            new AnswerCase(
                "u1", "p2", List.of("given."), "Why ten?", List.of(), List.of("p2"), Gold.NONE));
  }

  @Test
  void aFactIsAskedInItsFileAndInOneOfAnotherWork() throws IOException {
    write(
        "facts.jsonl",
        """
        {"id":"f1","file":"crusoe.epub","question":"When?","answer":"1659","quote":"in 1659"}
        {"id":"f2","file":"crusoe.txt","question":"Who?","answer":"Friday","quote":"my man Friday"}
        {"id":"f3","file":"moby.txt","question":"What?","answer":"whale","quote":"a whale"}
        """);
    var data = read();
    assertThat(data.documents().getFirst())
        .isEqualTo(Document.ofFile("crusoe.epub", folder.resolve("crusoe.epub")));
    assertThat(data.cases())
        .extracting(AnswerCase::scope)
        .containsExactly(
            List.of("crusoe.epub"),
            List.of("moby.txt"),
            List.of("crusoe.txt"),
            List.of("moby.txt"),
            List.of("moby.txt"),
            List.of("crusoe.epub"));
    assertThat(data.cases().get(0).gold().answers()).containsExactly("1659", "in 1659");
    assertThat(data.cases().get(1).gold()).isEqualTo(Gold.NONE);
  }

  @Test
  void ofLongDocumentsTheFreeAnswersAreAsked() throws IOException {
    write("documents.jsonl", "{\"id\":\"d1\",\"text\":\"long\"}");
    write(
        "questions.jsonl",
        """
        {"id":"q1","document":"d1","subset":"law","question":"Who?","answer":"We.","form":"free"}
        {"id":"q2","document":"d1","subset":"law","question":"A or B?","answer":"A","form":"multiple-choice"}
        """);
    assertThat(read().cases())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.slices()).containsExactly("", "law.");
          assertThat(one.documents()).containsExactly("d1");
        });
  }

  @Test
  void ofAConversationTheEarlierQuestionsAreAskedFirst() throws IOException {
    write("corpus.jsonl", "{\"id\":\"p1\",\"text\":\"one\"}\n{\"id\":\"p2\",\"text\":\"two\"}");
    write(
        "tasks.jsonl",
        """
        {"id":"t1","answerability":"ANSWERABLE","answer":"One.","contexts":["p1"],"messages":[{"role":"user","text":"Hi?"},{"role":"agent","text":"Hi."},{"role":"user","text":"And?"}]}
        {"id":"t2","answerability":"UNANSWERABLE","answer":"","contexts":[],"messages":[{"role":"user","text":"Why?"}]}
        {"id":"t3","answerability":"CONVERSATIONAL","answer":"","contexts":[],"messages":[{"role":"user","text":"Thanks"}]}
        """);
    var data = read();
    assertThat(data.documents()).as("all of it is the scope").hasSize(2);
    assertThat(data.cases()).extracting(AnswerCase::group).containsExactly("t1", "t2");
    assertThat(data.cases().getFirst().before()).containsExactly("Hi?");
    assertThat(data.cases().getFirst().question()).isEqualTo("And?");
    assertThat(data.cases().getLast().gold()).isEqualTo(Gold.NONE);
  }

  @Test
  void somebodysOwnQuestionsHaveNoMoreThanTheyKnow() throws IOException {
    var queries =
        write(
            "own.jsonl",
            "{\"id\":1,\"text\":\"Who?\"}\n{\"id\":2,\"text\":\"Why?\",\"answerable\":false}");
    var corpus = write("mine.jsonl", "{\"id\":\"p1\",\"text\":\"one\"}");
    var data = AnswerSuite.read(new Source(null, queries, corpus));
    assertThat(data.cases())
        .extracting(one -> one.gold().answerable())
        .containsExactly(true, false);
    assertThat(data.cases().getFirst().gold().answers()).isEmpty();
  }

  @Test
  void whatIsWrongWithDataIsSaidWithItsPlace() throws IOException {
    assertThatThrownBy(this::read)
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("none of facts.jsonl");
    write("facts.jsonl", "{\"id\":\"f1\"}\nno json\n");
    assertThatThrownBy(this::read).hasMessageContaining("Line 2 of");
    write("facts.jsonl", "{\"id\":\"f1\"}");
    assertThatThrownBy(this::read).hasMessageContaining("no file").hasMessageContaining("f1");
  }

  private AnswerCase asked(String setting, List<String> scope, Gold gold) {
    return new AnswerCase(
        "en/q1", "p0", List.of(setting, setting + "en."), "How many?", List.of(), scope, gold);
  }

  private Data<AnswerCase> read() {
    return AnswerSuite.read(new Source(folder, null, null));
  }

  private static void passages(Path language) throws IOException {
    Files.createDirectories(language);
    var corpus = new StringBuilder();
    var negatives = new StringBuilder("query-id\tcorpus-id\tbm25-rank\n");
    for (int i = 0; i < 7; i++) {
      corpus.append("{\"id\":\"p%d\",\"text\":\"nine ports\"}%n".formatted(i));
      if (i > 0) {
        negatives.append("q1\tp%d\t%d%n".formatted(i, i));
      }
    }
    Files.writeString(language.resolve("corpus.jsonl"), corpus);
    Files.writeString(language.resolve("hard_negatives.tsv"), negatives);
    Files.writeString(language.resolve("queries.jsonl"), "{\"id\":\"q1\",\"text\":\"How many?\"}");
    Files.writeString(
        language.resolve("answers.jsonl"),
        "{\"query-id\":\"q1\",\"corpus-id\":\"p0\",\"answers\":[\"nine\"]}");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
