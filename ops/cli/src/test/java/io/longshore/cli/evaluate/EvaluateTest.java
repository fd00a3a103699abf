package io.longshore.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.Exit;
import io.longshore.cli.Longshore;
import io.longshore.cli.Run;
import io.longshore.cli.client.TestGateway;
import io.longshore.cli.client.TestGateway.Asked;
import io.longshore.cli.client.TestGateway.Reply;
import io.longshore.cli.evaluate.frame.Arm;
import io.longshore.cli.evaluate.retrieval.RetrievalSuite;
import io.longshore.cli.stack.HomeForTests;
import io.longshore.local.process.Await;
import io.longshore.local.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The name of an uploaded file begins with its number. */
  private static final Pattern NUMBER = Pattern.compile("filename=\"(\\d{5})-");

  private final WordDoor door = new WordDoor("words-" + UUID.randomUUID());

  @TempDir private Path data;
  private TestGateway gateway;
  private Function<Asked, @Nullable Reply> answers = asked -> null;

  @BeforeEach
  void start() throws IOException {
    gateway = new TestGateway().otherwise(this::reply);
    write(
        "corpus.jsonl",
        "{\"id\":\"whale\",\"text\":\"A whale.\"}\n{\"id\":\"port\",\"text\":\"Nine ports.\"}");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aSearchIsMeasuredInACollectionOfItsOwnThatIsRemoved() throws IOException {
    write(
        "queries.jsonl",
        "{\"id\":\"q1\",\"text\":\"How many?\"}\n{\"id\":\"q2\",\"text\":\"Who?\"}");
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\tport\t1\nq2\twhale\t1\n");
    answers =
        asked ->
            asked.line().equals("POST /api/v1/search")
                ? new Reply(
                    200,
                    "{\"results\":[{\"document\":\"d1\"},{\"document\":\"d1\"}],"
                        + "\"documents\":[{\"document\":\"d1\"},{\"document\":\"d0\"}]}")
                : door.reply(asked);
    Run run =
        run(
            "retrieval",
            "--methods",
            "bm25,plain,ours",
            "--json",
            data.resolve("out/r.json").toString(),
            "--svg",
            data.resolve("r.svg").toString(),
            "--cases",
            data.resolve("out/cases.jsonl").toString());
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.GOOD);
    assertThat(run.out()).contains("ndcg@10").contains("ours - plain");
    assertThat(run.err()).contains("2/2  documents").contains("2/2  ours");
    JsonNode result = JSON.readTree(Files.readString(data.resolve("out/r.json")));
    assertThat(result.at("/n").asInt()).isEqualTo(2);
    assertThat(result.at("/arms/ours/mrr@10/value").asDouble()).as("1 and 1/2").isEqualTo(0.75);
    assertThat(result.at("/arms/ours/recall@10/value").asDouble()).isEqualTo(1);
    assertThat(result.at("/arms/ours/recall@1/value").asDouble()).isEqualTo(0.5);
    assertThat(result.at("/arms/ours/tokens_per_s/value").asDouble()).isPositive();
    assertThat(result.at("/arms/plain/recall@100/value").asDouble()).isEqualTo(1);
    assertThat(result.at("/arms/plain/p95_ms/value").asDouble()).isPositive();
    assertThat(result.at("/differences/ours - plain").has("ndcg@10")).isTrue();
    assertThat(Files.readString(data.resolve("r.svg"))).startsWith("<svg");
    List<String> cases = Files.readAllLines(data.resolve("out/cases.jsonl"));
    assertThat(cases).as("each case with each method").hasSize(6);
    JsonNode last = JSON.readTree(cases.getLast());
    assertThat(last.at("/arm").asString()).isEqualTo("ours");
    assertThat(last.at("/group").asString()).isEqualTo("q2");
    assertThat(last.at("/measured/mrr@10").asDouble()).isEqualTo(0.5);
    assertThat(last.at("/seen/found/0").asString()).isEqualTo("port");
    List<JsonNode> asked = bodies("POST /api/v1/search");
    assertThat(asked).hasSize(4);
    assertThat(asked.getFirst().at("/options").toString())
        .isEqualTo("{\"k\":50,\"rerank\":false,\"legs\":\"lexical\"}");
    assertThat(asked.getFirst().has("groupBy")).isFalse();
    assertThat(asked.getLast().at("/options").toString()).isEqualTo("{\"k\":50}");
    assertThat(asked.getLast().at("/groupBy").asString()).isEqualTo("document");
    String collection = bodies("POST /api/v1/collections").getFirst().at("/name").asString();
    assertThat(collection).matches("evaluate-retrieval-[0-9a-f]{8}");
    assertThat(asked.getFirst().at("/collection").asString()).isEqualTo(collection);
    assertThat(gateway.asked().getLast().line())
        .isEqualTo("DELETE /api/v1/collections/" + collection);
  }

  @Test
  void anAnswerIsMeasuredByItsWordsItsCitationsAndItsRefusals() throws IOException {
    write(
        "own.jsonl",
        """
        {"id":"q1","text":"How many ports?","answers":["nine"],"relevant":["port"]}
        {"id":"q2","text":"Who?","answerable":false}
        """);
    answers =
        asked ->
            switch (asked.line()) {
              case "POST /api/v1/answers" ->
                  new Reply(
                      200,
                      asked.body().contains("Who?")
                          ? "{\"status\":\"finished\",\"answer\":\"Not stated.\",\"abstained\":true}"
                          : """
                          {"status":"finished","answer":"It takes Nine [1].","citations":[
                            {"document":"d1","quote":"Nine ports.","start":0,"end":11,"text_hash":"h"},
                            {"document":"d0","quote":"A shark.","start":0,"end":8,"text_hash":"h"}]}
                          """);
              case "GET /api/v1/documents/d1/text?start=0&end=11&text_hash=h" ->
                  new Reply(200, "{\"text\":\"Nine ports.\"}");
              case "GET /api/v1/documents/d0/text?start=0&end=8&text_hash=h" ->
                  new Reply(200, "{\"text\":\"A whale.\"}");
              default -> null;
            };
    JsonNode ours = answered("ours").at("/arms/ours");
    assertThat(ours.at("/contains_gold/value").asDouble()).isEqualTo(1);
    assertThat(ours.at("/f1/value").asDouble()).as("nine of: it takes nine").isEqualTo(0.5);
    assertThat(ours.at("/abstention_f1/value").asDouble()).isEqualTo(1);
    assertThat(ours.at("/citations_verified/value").asDouble()).as("one is made up").isEqualTo(0.5);
    assertThat(ours.at("/citation_precision/value").asDouble()).isEqualTo(0.5);
    assertThat(ours.at("/citation_recall/value").asDouble()).isEqualTo(1);
    assertThat(ours.at("/passage_cited/value").asDouble()).isEqualTo(1);
    assertThat(ours.at("/failed/value").asDouble()).isZero();
    assertThat(ours.at("/seconds/value").asDouble()).isPositive();
  }

  @Test
  void anArmThatTheStackCannotRunIsSkippedWithItsReason() throws IOException {
    write("own.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\",\"answers\":[\"nine\"]}");
    answers =
        asked -> {
          if (!asked.line().equals("POST /api/v1/answers")) {
            return null;
          }
          boolean constrained = asked.body().contains("constrained");
          return new Reply(
              200,
              """
              {"status":"finished","answer":"Nine.","citations":[],"degraded":[%s],
               "explain":{"steps":[{"name":"retrieval"},{"name":"draft","what":{"draft":"%s"%s}}]}}
              """
                  .formatted(
                      constrained ? "\"generator:draft-not-possible\"" : "",
                      constrained ? "extractive" : "free",
                      constrained ? ",\"why\":\"no model\"" : ",\"model\":\"tiny\""));
        };
    JsonNode result = answered("constrained,free,endpoint");
    assertThat(result.at("/arms/constrained/skipped").asString()).contains("no model");
    assertThat(result.at("/arms/endpoint/skipped").asString()).contains("No outside generator");
    assertThat(result.at("/arms/free/contains_gold/value").asDouble()).isEqualTo(1);
    assertThat(result.at("/model").asString()).isEqualTo("tiny");
    assertThat(result.at("/differences").isEmpty()).isTrue();
  }

  @Test
  void anArmOfAnotherModelThanTheWantedOneIsSkippedAndTheResultIsNotCalledByIt()
      throws IOException {
    write("own.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\",\"answers\":[\"nine\"]}");
    var model = new AtomicReference<>(",\"model\":\"small+answers-1a2b\"");
    answers =
        asked ->
            asked.line().equals("POST /api/v1/answers")
                ? new Reply(
                    200,
                    """
                    {"status":"finished","answer":"Nine.",
                     "explain":{"steps":[{"name":"draft","what":{"draft":"free","why":"no model"%s}}]}}
                    """
                        .formatted(asked.body().contains("extractive") ? "" : model.get()))
                : null;
    JsonNode small = answered("extractive,free,ours", "--model", "small");
    assertThat(small.at("/model").asString()).isEqualTo("small+answers-1a2b");
    assertThat(small.at("/arms/ours/contains_gold/value").asDouble()).isEqualTo(1);
    JsonNode large = answered("extractive,free,ours", "--model", "large");
    assertThat(large.at("/arms/free/skipped").asString())
        .isEqualTo("The stack's model is small+answers-1a2b, not large.");
    assertThat(large.at("/arms/ours/skipped").asString()).contains("not large");
    assertThat(large.at("/arms/extractive/contains_gold/value").asDouble()).isEqualTo(1);
    assertThat(large.at("/model").isNull()).isTrue();
    model.set("");
    JsonNode none = answered("extractive,ours", "--model", "large");
    assertThat(none.at("/arms/ours/skipped").asString()).contains("no model");
    Run search = run("retrieval", "--model", "large");
    assertThat(search.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(search.err()).contains("retrieval takes no --model");
  }

  @Test
  void aModelThatIsAwayForAMomentIsAskedAgain() throws IOException {
    write("own.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\",\"answers\":[\"nine\"]}");
    var away = new AtomicInteger(2);
    answers =
        asked ->
            asked.line().equals("POST /api/v1/answers")
                ? new Reply(
                    200,
                    "{\"status\":\"finished\",\"answer\":\"Nine.\",\"explain\":{\"steps\":[{\"name\":\"draft\",\"what\":%s}]}}"
                        .formatted(
                            away.getAndDecrement() > 0
                                ? "{\"draft\":\"extractive\",\"why\":\"the model doesn't answer\"}"
                                : "{\"draft\":\"free\",\"model\":\"tiny\"}"))
                : null;
    assertThat(answered("free").at("/arms/free/contains_gold/value").asDouble()).isEqualTo(1);
    assertThat(bodies("POST /api/v1/answers")).hasSize(3);
    away.set(3);
    assertThat(
            run("answers", "--queries", data.resolve("own.jsonl").toString(), "--methods", "free")
                .out())
        .contains("free was skipped: The generator can't write so: the model doesn't answer.");
  }

  @Test
  void anAnswerThatFailsCountsAsWrong() throws IOException {
    write("own.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\",\"answers\":[\"nine\"]}");
    answers =
        asked ->
            asked.line().equals("POST /api/v1/answers")
                ? new Reply(200, "{\"status\":\"failed\"}")
                : null;
    JsonNode ours = answered("ours").at("/arms/ours");
    assertThat(ours.at("/failed/value").asDouble()).isEqualTo(1);
    assertThat(ours.at("/contains_gold/value").asDouble()).isZero();
    assertThat(ours.has("seconds")).isFalse();
  }

  @Test
  void theCollectionGoesAlsoWhenTheEvaluationFails() throws IOException {
    write("own.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\"}");
    answers =
        asked -> asked.line().startsWith("POST /api/v1/answers") ? new Reply(200, "no") : null;
    Run run = run("answers", "--queries", data.resolve("own.jsonl").toString());
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err()).contains("does not speak Longshore's API");
    assertThat(gateway.asked().getLast().line()).startsWith("DELETE /api/v1/collections/evaluate-");
  }

  @Test
  void theCollectionGoesAlsoWhenSomebodyStopsIt() throws Exception {
    String queries =
        IntStream.range(0, 20_000)
            .mapToObj("{\"id\":\"q%d\",\"text\":\"How many?\",\"relevant\":[\"port\"]}"::formatted)
            .collect(Collectors.joining("\n"));
    write("queries.jsonl", queries);
    answers = asked -> asked.line().equals("POST /api/v1/search") ? new Reply(200, "{}") : null;
    Process evaluation =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Longshore.class.getName(),
                "evaluate",
                "retrieval",
                "--data",
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("log").toFile())
            .start();
    boolean searches =
        Await.until(() -> !bodies("POST /api/v1/search").isEmpty(), Duration.ofSeconds(60));
    evaluation.destroy(); // SIGTERM
    assertThat(evaluation.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(searches).as(Files.readString(data.resolve("log"))).isTrue();
    assertThat(gateway.asked().getLast().line()).startsWith("DELETE /api/v1/collections/evaluate-");
  }

  @Test
  void withoutAStackItSaysHowToStartOne() throws IOException {
    write("own.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\"}");
    HomeForTests.port(Ports.free(1).getFirst());
    Run run = run("answers", "--queries", data.resolve("own.jsonl").toString());
    assertThat(run.exit()).isEqualTo(Exit.NOT_RUNNING);
    assertThat(run.err()).contains("./longshore up starts it");
  }

  @Test
  void eachMethodThatSearchesAsksInAnotherWay() throws IOException {
    write("queries.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\"}");
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\tport\t1\n");
    List<String> methods =
        new RetrievalSuite()
            .arms().stream()
                .map(Arm::name)
                .filter(name -> !name.equals("plain") && !name.startsWith("document-"))
                .toList();
    Run run = run("retrieval", "--methods", String.join(",", methods));
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.GOOD);
    assertThat(bodies("POST /api/v1/search"))
        .extracting(
            body -> body.at("/options") + " " + body.at("/groupBy") + " " + body.at("/settings"))
        .hasSameSizeAs(methods)
        .doesNotHaveDuplicates();
  }

  @Test
  void anUnknownMethodIsAnsweredWithTheKnownOnes() {
    Run run = run("retrieval", "--methods", "ours,best");
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err())
        .contains("no method best; it has bm25, dense, unranked, passages, plain, ours");
    assertThat(gateway.asked()).isEmpty();
  }

  private JsonNode answered(String methods, String... more) throws IOException {
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

  private Run run(String suite, String... more) {
    var arguments = new ArrayList<>(List.of("evaluate", suite, "--data", data.toString()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  @Test
  void oneVectorADocumentIsMeasuredWithoutHandingAnythingIn() throws IOException {
    write(
        "queries.jsonl", "{\"id\":\"q1\",\"text\":\"whale\"}\n{\"id\":\"q2\",\"text\":\"ports\"}");
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\twhale\t1\nq2\tport\t1\n");
    write(
        "corpus.jsonl",
        "{\"id\":\"whale\",\"text\":\"A whale.\"}\n{\"id\":\"port\",\"text\":\"Badgers dig holes %sports.\"}\n{\"id\":\"none\",\"text\":\" \"}"
            .formatted("the ".repeat(WordDoor.WINDOW)));
    answers = door::reply;
    Run run =
        run(
            "retrieval",
            "--methods",
            "document-none,document-pcw,document-gp",
            "--json",
            data.resolve("w.json").toString());
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.GOOD);
    JsonNode arms = JSON.readTree(Files.readString(data.resolve("w.json"))).at("/arms");
    assertThat(arms.at("/document-pcw/recall@1/value").asDouble()).isEqualTo(1);
    assertThat(arms.at("/document-none/recall@1/value").asDouble()).as("cut").isEqualTo(0.5);
    assertThat(arms.at("/document-gp/skipped").asString()).contains("don't allow gp");
    assertThat(bodies("POST /api/v1/embeddings"))
        .allMatch(body -> body.path("truncate").asBoolean());
    assertThat(bodies("POST /api/v1/documents")).isEmpty();
  }

  private List<JsonNode> bodies(String line) {
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

  private void write(String name, String text) throws IOException {
    Files.writeString(data.resolve(name), text);
  }
}
