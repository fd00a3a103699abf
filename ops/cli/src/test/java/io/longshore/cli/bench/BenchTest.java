package io.longshore.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.Exit;
import io.longshore.cli.Run;
import io.longshore.cli.client.TestGateway;
import io.longshore.cli.client.TestGateway.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class BenchTest {
  private TestGateway gateway;
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    gateway = new TestGateway().otherwise(asked -> reply(asked.line()));
    file = Files.writeString(folder.resolve("a.txt"), "words");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static @Nullable Reply reply(String line) {
    if (line.equals("GET /api/v1/documents/d1")) {
      return new Reply(
          200, "{\"id\":\"d1\",\"state\":\"ready\",\"words\":200,\"tokens_seen\":300}");
    }
    return line.equals("POST /api/v1/documents")
        ? new Reply(202, "{\"id\":\"d1\"}")
        : line.contains("/api/v1/collections") ? new Reply(200, "{}") : null;
  }

  @Test
  void theFiguresAreAlsoInTheNamedFileAndTheCollectionIsGone() throws IOException {
    Path json = folder.resolve("results/import.json");
    Run run = Run.of("bench", "import", file.toString(), "--json", json.toString());
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.GOOD);
    var written = JsonMapper.builder().build().readTree(Files.readString(json));
    assertThat(written.get("bench").asString()).isEqualTo("import");
    assertThat(written.at("/arms/stack/documents/value").asInt()).isEqualTo(1);
    assertThat(written.at("/arms/stack/words/value").asInt()).isEqualTo(200);
    assertThat(written.at("/arms/stack/words_per_s/value").asDouble()).isPositive();
    assertThat(run.out()).contains("words_per_s");
    assertThat(gateway.asked().getLast().line()).startsWith("DELETE /api/v1/collections/bench-");
  }

  @Test
  void aNumberBeyondItsLimitsIsRefusedWithThem() {
    assertThat(Run.of("bench", "embed", "--texts", "0").err())
        .contains("--texts is 1 to 100000, got 0");
    assertThat(Run.of("bench", "search", "--passages", "999").err())
        .contains("--passages is 1000 to 2000000, got 999");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamedAndTheCollectionIsGoneAllTheSame() {
    Run run = Run.of("bench", "import", file.toString(), "--json", folder.toString());
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err()).contains("write " + folder);
    assertThat(gateway.asked().getLast().line()).startsWith("DELETE /api/v1/collections/bench-");
  }
}
