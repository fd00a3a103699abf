package io.longshore.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.Exit;
import io.longshore.cli.Longshore;
import io.longshore.cli.Run;
import io.longshore.cli.client.TestGateway.Reply;
import io.longshore.cli.stack.HomeForTests;
import io.longshore.local.process.Await;
import io.longshore.local.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EvaluateTest {
  @RegisterExtension private final TestEvaluation evaluation = new TestEvaluation();

  @Test
  void theCollectionGoesAlsoWhenTheEvaluationFails() throws IOException {
    evaluation.write("own.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\"}");
    evaluation.answers =
        asked -> asked.line().startsWith("POST /api/v1/answers") ? new Reply(200, "no") : null;
    Run run =
        evaluation.run("answers", "--queries", evaluation.data().resolve("own.jsonl").toString());
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err()).contains("does not speak Longshore's API");
    assertThat(evaluation.asked().getLast().line())
        .startsWith("DELETE /api/v1/collections/evaluate-");
  }

  @Test
  void theCollectionGoesAlsoWhenSomebodyStopsIt() throws Exception {
    String queries =
        IntStream.range(0, 20_000)
            .mapToObj("{\"id\":\"q%d\",\"text\":\"How many?\",\"relevant\":[\"port\"]}"::formatted)
            .collect(Collectors.joining("\n"));
    evaluation.write("queries.jsonl", queries);
    evaluation.answers =
        asked -> asked.line().equals("POST /api/v1/search") ? new Reply(200, "{}") : null;
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Longshore.class.getName(),
                "evaluate",
                "retrieval",
                "--data",
                evaluation.data().toString())
            .redirectErrorStream(true)
            .redirectOutput(evaluation.data().resolve("log").toFile())
            .start();
    boolean searches =
        Await.until(
            () -> !evaluation.bodies("POST /api/v1/search").isEmpty(), Duration.ofSeconds(60));
    process.destroy(); // SIGTERM
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(searches).as(Files.readString(evaluation.data().resolve("log"))).isTrue();
    assertThat(evaluation.asked().getLast().line())
        .startsWith("DELETE /api/v1/collections/evaluate-");
  }

  @Test
  void withoutAStackItSaysHowToStartOne() throws IOException {
    evaluation.write("own.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\"}");
    HomeForTests.port(Ports.free(1).getFirst());
    Run run =
        evaluation.run("answers", "--queries", evaluation.data().resolve("own.jsonl").toString());
    assertThat(run.exit()).isEqualTo(Exit.NOT_RUNNING);
    assertThat(run.err()).contains("./longshore up starts it");
  }

  @Test
  void anUnknownMethodIsAnsweredWithTheKnownOnes() {
    Run run = evaluation.run("retrieval", "--methods", "ours,best");
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err())
        .contains("no method best; it has bm25, dense, unranked, passages, plain, ours");
    assertThat(evaluation.asked()).isEmpty();
  }
}
