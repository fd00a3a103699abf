package io.longshore.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.Exit;
import io.longshore.cli.Run;
import io.longshore.cli.client.TestGateway;
import io.longshore.cli.client.TestGateway.Asked;
import io.longshore.cli.client.TestGateway.Reply;
import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * For each test: {@code evaluate} beside a stand-in of the gateway, with a corpus of two documents.
 * To be registered as an extension in a field.
 */
final class TestEvaluation implements BeforeEachCallback, AfterEachCallback {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The name of an uploaded file begins with its number. */
  private static final Pattern NUMBER = Pattern.compile("filename=\"(\\d{5})-");

  @SuppressWarnings("NullAway.Init") // by beforeEach
  private Path data;

  @SuppressWarnings("NullAway.Init") // by beforeEach
  private TestGateway gateway;

  /** What the gateway says to all but collections and documents. */
  Function<Asked, @Nullable Reply> answers = asked -> null;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    gateway = new TestGateway().otherwise(this::reply);
    data = Files.createTempDirectory("evaluation");
    write(
        "corpus.jsonl",
        "{\"id\":\"whale\",\"text\":\"A whale.\"}\n{\"id\":\"port\",\"text\":\"Nine ports.\"}");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    try (var _ = gateway) {
      if (data != null) { // else beforeEach failed
        Folders.remove(data);
      }
    }
  }

  /** Folder of its files. */
  Path data() {
    return data;
  }

  List<Asked> asked() {
    return gateway.asked();
  }

  JsonNode answered(String methods, String... more) throws IOException {
    Path json = data.resolve("result.json");
    String queries = data.resolve("own.jsonl").toString();
    var options =
        new ArrayList<>(
            List.of("--queries", queries, "--methods", methods, "--json", json.toString()));
    options.addAll(List.of(more));
    Run run = run("answers", options.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.GOOD);
    return JSON.readTree(Files.readString(json));
  }

  Run run(String suite, String... more) {
    var arguments = new ArrayList<>(List.of("evaluate", suite, "--data", data.toString()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  List<JsonNode> bodies(String line) {
    return gateway.asked().stream()
        .filter(asked -> asked.line().equals(line))
        .<JsonNode>map(asked -> JSON.readTree(asked.body()))
        .toList();
  }

  /** Documents are ready at once, as d0, d1, ... in the order of the corpus. */
  private @Nullable Reply reply(Asked asked) {
    String line = asked.line();
    if (line.startsWith("POST /api/v1/collections") || line.startsWith("DELETE ")) {
      return new Reply(200, "{}");
    }
    if (line.equals("POST /api/v1/documents")) {
      var number = NUMBER.matcher(asked.body());
      assertThat(number.find()).isTrue();
      return new Reply(202, "{\"id\":\"d%d\"}".formatted(Integer.parseInt(number.group(1))));
    }
    if (line.matches("GET /api/v1/documents/d\\d+")) {
      return new Reply(200, "{\"state\":\"ready\",\"tokens_seen\":7}");
    }
    return answers.apply(asked);
  }

  void write(String name, String text) throws IOException {
    Files.writeString(data.resolve(name), text);
  }
}
