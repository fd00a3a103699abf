package io.longshore.cli.evaluate.longembed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longshore.cli.client.KeyOption;
import io.longshore.cli.client.TestGateway;
import io.longshore.cli.client.TestGateway.Reply;
import io.longshore.cli.evaluate.WordDoor;
import io.longshore.cli.evaluate.frame.Bar;
import io.longshore.cli.evaluate.frame.Evaluation;
import io.longshore.cli.evaluate.frame.Journal;
import io.longshore.cli.evaluate.frame.Plan;
import io.longshore.cli.evaluate.frame.Result;
import io.longshore.cli.evaluate.frame.Source;
import io.longshore.cli.evaluate.frame.Split;
import io.longshore.cli.evaluate.measure.Interval;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LongSuiteTest {
  private final LongSuite suite = new LongSuite(straw -> Straw.FILLER.sentences());
  private TestGateway gateway;

  @BeforeEach
  void start() throws IOException {
    var door = new WordDoor("words-" + UUID.randomUUID());
    gateway =
        new TestGateway()
            .otherwise(asked ->
                asked.line().contains("/collections") ? new Reply(200, "{}") : door.reply(asked));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void whatTheModelDoesNotSeeIsNotFoundAndAModeThatSeesItFindsIt() {
    Result result = run(plan(12, List.of(512, 1_024), "none", "pcw", "ntk"));
    assertThat(result.n()).isEqualTo(2 * 2 * 2 * 12);
    assertThat(result.arms().get("ntk"))
        .isEqualTo(
            new Result.Skipped("The stack gives no vectors: Its positions don't allow ntk."));
    Map<String, Interval> cut = metrics(result, "none");
    assertThat(value(cut, "acc@1_512")).isEqualTo(1);
    assertThat(value(cut, "acc@1_1024")).as("half is seen").isCloseTo(0.53, within(0.1));
    assertThat(value(cut, "passkey.filler.acc@1_1024")).isCloseTo(0.53, within(0.15));
    assertThat(value(cut, "seen")).isCloseTo((1 + 512 / 993.0) / 2, within(0.01));
    assertThat(cut).doesNotContainKeys("acc@1_2048", "acc@1_4096");
    assertThat(value(metrics(result, "pcw"), "acc@1_1024")).isEqualTo(1);
    assertThat(value(metrics(result, "pcw"), "seen")).isEqualTo(1);
    Map<String, Interval> difference = requireNonNull(result.differences().get("pcw - none"));
    assertThat(requireNonNull(difference.get("acc@1_1024")).low()).isPositive();
    assertThat(difference).doesNotContainKey("tokens_per_s");
  }

  @Test
  void theEncoderForLongTextsIsAskedForWhereThePlanNamesIt() {
    Result result = run(plan("embedder-long", 2, List.of(256), "none"));
    assertThat(result.model()).isEqualTo("embedder-long");
    assertThat(models()).isNotEmpty().containsOnly("embedder-long");
  }

  @Test
  void aResultNamesTheEncoderThatMadeItsVectorsAndNoOther() {
    assertThat(run(plan(2, List.of(256), "none")).model()).isEqualTo("embedder");
    assertThat(models()).isNotEmpty().containsOnly("");
    assertThatThrownBy(() -> run(plan("a name", 2, List.of(256), "none")))
        .hasMessageContaining("embedder or embedder-long")
        .hasMessageContaining("a name");
  }

  private List<String> models() {
    return gateway.asked().stream()
        .filter(asked -> asked.line().endsWith("/embeddings"))
        .map(asked -> JsonMapper.shared().readTree(asked.body()).path("model").asString(""))
        .toList();
  }

  @Test
  void onlyWhatIsAskedForIsMade() {
    assertThat(suite.read(plan(0, List.of())).cases()).hasSize(2 * 2 * 4 * 50);
    var some = suite.read(plan(7, List.of(8_192))).in(List.of("passkey"));
    assertThat(some.cases()).hasSize(2 * 7).allMatch(one -> one.field().length() == 8_192);
    assertThat(some.cases().getFirst().field().plans()).as("candidates").hasSize(11);
  }

  @Test
  void lengthsAndNumbersThatCannotBeMadeAreRefused() {
    assertThatThrownBy(() -> suite.read(plan(0, List.of(1_000)))).hasMessageContaining("512, 1024");
    assertThatThrownBy(() -> suite.read(plan(401, List.of(512)))).hasMessageContaining("400");
  }

  private Result run(Plan plan) {
    var bar = new Bar(new PrintWriter(new StringWriter()));
    try (var journal = Journal.to(null)) {
      return new Evaluation(new KeyOption().api(), bar, journal).run(suite, plan);
    }
  }

  private static Plan plan(int limit, List<Integer> lengths, String... methods) {
    return plan(null, limit, lengths, methods);
  }

  private static Plan plan(
      @Nullable String model, int limit, List<Integer> lengths, String... methods) {
    return new Plan(
        new Source(null, null, null),
        Split.ALL,
        List.of(),
        List.of(methods),
        model,
        limit,
        1,
        lengths);
  }

  private static Map<String, Interval> metrics(Result result, String arm) {
    return ((Result.Ran) requireNonNull(result.arms().get(arm))).metrics();
  }

  private static double value(Map<String, Interval> metrics, String name) {
    assertThat(metrics).containsKey(name);
    return requireNonNull(metrics.get(name)).value();
  }
}
