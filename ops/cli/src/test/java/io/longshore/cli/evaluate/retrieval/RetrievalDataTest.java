package io.longshore.cli.evaluate.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.cli.evaluate.frame.Document;
import io.longshore.cli.evaluate.frame.Source;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrievalDataTest {
  private static final String CORPUS =
      """
      {"id":"a","title":"Otters","text":"They swim."}
      {"id":"b","title":"","text":"Badgers dig."}
      """;

  @TempDir private Path folder;

  @Test
  void theTitleIsTheFirstParagraphAndWhatIsNotInTheCorpusIsNotAsked() throws IOException {
    write("en/corpus.jsonl", CORPUS);
    write(
        "en/queries.jsonl",
        "{\"id\":\"1\",\"text\":\"Who swims?\"}\n{\"id\":\"2\",\"text\":\"Else?\"}");
    write("en/qrels.tsv", "query-id\tcorpus-id\tscore\n1\ta\t2\n1\tz\t1\n1\tb\t0\n2\tz\t1\n");
    var data = RetrievalData.read(new Source(folder.resolve("en"), null, null));
    assertThat(data.documents())
        .containsExactly(
            Document.ofText("a", "Otters\n\nThey swim."), Document.ofText("b", "Badgers dig."));
    assertThat(data.cases()).containsExactly(new RetrievalCase("1", "Who swims?", Map.of("a", 2)));
    assertThat(data.wholeCorpus()).isTrue();
  }

  @Test
  void questionsOfOneLanguageAreAskedOfACorpusOfAnother() throws IOException {
    write("en/corpus.jsonl", CORPUS);
    write("de/corpus.jsonl", "{\"id\":\"a\",\"text\":\"Sie schwimmen.\"}");
    write("de/queries.jsonl", "{\"id\":\"1\",\"text\":\"Wer schwimmt?\"}");
    write("de/qrels.tsv", "query-id\tcorpus-id\tscore\n1\ta\t1\n");
    var source =
        new Source(null, folder.resolve("de/queries.jsonl"), folder.resolve("en/corpus.jsonl"));
    var data = RetrievalData.read(source);
    assertThat(data.documents()).hasSize(2);
    assertThat(data.cases())
        .containsExactly(new RetrievalCase("1", "Wer schwimmt?", Map.of("a", 1)));
  }

  @Test
  void aFolderOfSeveralSetsNamesThem() throws IOException {
    write("en/corpus.jsonl", CORPUS);
    write("de/corpus.jsonl", CORPUS);
    assertThatThrownBy(() -> RetrievalData.read(new Source(folder, null, null)))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("name one of them")
        .hasMessageContaining(folder.resolve("de").toString());
  }

  @Test
  void withoutJudgementsItSaysWhatIsMissing() throws IOException {
    write("corpus.jsonl", CORPUS);
    write("queries.jsonl", "{\"id\":\"1\",\"text\":\"Who swims?\"}");
    assertThatThrownBy(() -> RetrievalData.read(new Source(folder, null, null)))
        .hasMessageContaining("Nothing says what is relevant");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
