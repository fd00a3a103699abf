package io.longshore.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.Exit;
import io.longshore.cli.Run;
import io.longshore.cli.client.TestGateway.Reply;
import io.longshore.cli.evaluate.frame.Arm;
import io.longshore.cli.evaluate.retrieval.RetrievalSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateRetrievalTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final WordDoor door = new WordDoor("words-" + UUID.randomUUID());

  @RegisterExtension private final TestEvaluation evaluation = new TestEvaluation();

  @Test
  void aSearchIsMeasuredInACollectionOfItsOwnThatIsRemoved() throws IOException {
    evaluation.write(
        "queries.jsonl",
        "{\"id\":\"q1\",\"text\":\"How many?\"}\n{\"id\":\"q2\",\"text\":\"Who?\"}");
    evaluation.write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\tport\t1\nq2\twhale\t1\n");
    evaluation.answers =
        asked ->
            asked.line().equals("POST /api/v1/search")
                ? new Reply(
                    200,
                    "{\"results\":[{\"document\":\"d1\"},{\"document\":\"d1\"}],"
                        + "\"documents\":[{\"document\":\"d1\"},{\"document\":\"d0\"}]}")
                : door.reply(asked);
    Run run =
        evaluation.run(
            "retrieval",
            "--methods",
            "bm25,plain,ours",
            "--json",
            evaluation.data().resolve("out/r.json").toString(),
            "--svg",
            evaluation.data().resolve("r.svg").toString(),
            "--cases",
            evaluation.data().resolve("out/cases.jsonl").toString());
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.GOOD);
    assertThat(run.out()).contains("ndcg@10").contains("ours - plain");
    assertThat(run.err()).contains("2/2  documents").contains("2/2  ours");
    JsonNode result = JSON.readTree(Files.readString(evaluation.data().resolve("out/r.json")));
    assertThat(result.at("/n").asInt()).isEqualTo(2);
    assertThat(result.at("/arms/ours/mrr@10/value").asDouble()).as("1 and 1/2").isEqualTo(0.75);
    assertThat(result.at("/arms/ours/recall@10/value").asDouble()).isEqualTo(1);
    assertThat(result.at("/arms/ours/recall@1/value").asDouble()).isEqualTo(0.5);
    assertThat(result.at("/arms/ours/tokens_per_s/value").asDouble()).isPositive();
    assertThat(result.at("/arms/plain/recall@100/value").asDouble()).isEqualTo(1);
    assertThat(result.at("/arms/plain/p95_ms/value").asDouble()).isPositive();
    assertThat(result.at("/differences/ours - plain").has("ndcg@10")).isTrue();
    assertThat(Files.readString(evaluation.data().resolve("r.svg"))).startsWith("<svg");
    List<String> cases = Files.readAllLines(evaluation.data().resolve("out/cases.jsonl"));
    assertThat(cases).as("each case with each method").hasSize(6);
    JsonNode last = JSON.readTree(cases.getLast());
    assertThat(last.at("/arm").asString()).isEqualTo("ours");
    assertThat(last.at("/group").asString()).isEqualTo("q2");
    assertThat(last.at("/measured/mrr@10").asDouble()).isEqualTo(0.5);
    assertThat(last.at("/seen/found/0").asString()).isEqualTo("port");
    List<JsonNode> asked = evaluation.bodies("POST /api/v1/search");
    assertThat(asked).hasSize(4);
    assertThat(asked.getFirst().at("/options").toString())
        .isEqualTo("{\"k\":50,\"rerank\":false,\"legs\":\"lexical\"}");
    assertThat(asked.getFirst().has("groupBy")).isFalse();
    assertThat(asked.getLast().at("/options").toString()).isEqualTo("{\"k\":50}");
    assertThat(asked.getLast().at("/groupBy").asString()).isEqualTo("document");
    String collection =
        evaluation.bodies("POST /api/v1/collections").getFirst().at("/name").asString();
    assertThat(collection).matches("evaluate-retrieval-[0-9a-f]{8}");
    assertThat(asked.getFirst().at("/collection").asString()).isEqualTo(collection);
    assertThat(evaluation.asked().getLast().line())
        .isEqualTo("DELETE /api/v1/collections/" + collection);
  }

  @Test
  void eachMethodThatSearchesAsksInAnotherWay() throws IOException {
    evaluation.write("queries.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\"}");
    evaluation.write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\tport\t1\n");
    List<String> methods =
        new RetrievalSuite()
            .arms().stream()
                .map(Arm::name)
                .filter(name -> !name.equals("plain") && !name.startsWith("document-"))
                .toList();
    Run run = evaluation.run("retrieval", "--methods", String.join(",", methods));
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.GOOD);
    assertThat(evaluation.bodies("POST /api/v1/search"))
        .extracting(
            body -> body.at("/options") + " " + body.at("/groupBy") + " " + body.at("/settings"))
        .hasSameSizeAs(methods)
        .doesNotHaveDuplicates();
  }

  @Test
  void oneVectorADocumentIsMeasuredWithoutHandingAnythingIn() throws IOException {
    evaluation.write(
        "queries.jsonl", "{\"id\":\"q1\",\"text\":\"whale\"}\n{\"id\":\"q2\",\"text\":\"ports\"}");
    evaluation.write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\twhale\t1\nq2\tport\t1\n");
    evaluation.write(
        "corpus.jsonl",
        "{\"id\":\"whale\",\"text\":\"A whale.\"}\n{\"id\":\"port\",\"text\":\"Badgers dig holes %sports.\"}\n{\"id\":\"none\",\"text\":\" \"}"
            .formatted("the ".repeat(WordDoor.WINDOW)));
    evaluation.answers = door::reply;
    Run run =
        evaluation.run(
            "retrieval",
            "--methods",
            "document-none,document-pcw,document-gp",
            "--json",
            evaluation.data().resolve("w.json").toString());
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.GOOD);
    JsonNode arms =
        JSON.readTree(Files.readString(evaluation.data().resolve("w.json"))).at("/arms");
    assertThat(arms.at("/document-pcw/recall@1/value").asDouble()).isEqualTo(1);
    assertThat(arms.at("/document-none/recall@1/value").asDouble()).as("cut").isEqualTo(0.5);
    assertThat(arms.at("/document-gp/skipped").asString()).contains("don't allow gp");
    assertThat(evaluation.bodies("POST /api/v1/embeddings"))
        .allMatch(body -> body.path("truncate").asBoolean());
    assertThat(evaluation.bodies("POST /api/v1/documents")).isEmpty();
  }
}
