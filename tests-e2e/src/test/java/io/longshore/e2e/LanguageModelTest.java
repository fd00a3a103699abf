package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stack with a language model, from the document that is handed in to the receipt. */
class LanguageModelTest {
  private static final boolean FULL = System.getProperty("full") != null;
  private static final String SMALLEST = "smollm2-135m-instruct";
  private static final String SMALL = "qwen2.5-coder-0.5b-instruct";
  private static final String NONE = "none";
  private static final String MODEL_SERVER = "model-server";

  private static final String COLLECTION = "language-model";
  private static final String QUESTION =
      "When was the lighthouse of Karsholm lit for the first time?";

  /** Their prompts take seconds to read, once: then the model server has them in its cache. */
  private static final LongQuestion TWISTLOCK =
      new LongQuestion("harbour-work.html", "Who designed the twistlock?");

  private static final LongQuestion PASSAGE =
      new LongQuestion("how-retrieval-works.md", "How long is a passage?");

  /** Of the model server, after which it surely reads a prompt: nothing else takes so long. */
  private static final Duration READING = Duration.ofMillis(500);

  /** A gateway that takes an answer that nobody reads for abandoned soon. */
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "LONGSHORE_STREAMS_HEARTBEAT", "250ms",
          "LONGSHORE_STREAMS_SWEEP", "250ms",
          "LONGSHORE_STREAMS_ABANDONED", "1500ms");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Longshore longshore = Longshore.running();
  private static final Api api = longshore.api();
  private static String model = NONE;

  /** A question about one of the samples, with more of it than an answer usually reads. */
  private record LongQuestion(String sample, String question) {
    private static final int PASSAGES = 16;

    void handIn() throws IOException {
      var file = Longshore.ROOT.resolve("samples/documents").resolve(sample);
      new Documents(api).ready(sample, sample, Files.readAllBytes(file));
    }

    Map<String, ?> asked() {
      return Map.of(
          "question",
          question,
          "collection",
          sample,
          "options",
          Map.of("draft", "free", "passages", PASSAGES, "explain", true));
    }
  }

  @BeforeAll
  static void aStackWithAModelAndDocuments() throws IOException {
    var chosen = FULL && isFetched(SMALL) ? SMALL : SMALLEST;
    longshore.fetch(chosen);
    longshore.serve(chosen);
    model = chosen;
    new Documents(api)
        .ready(
            COLLECTION,
            "lighthouse.txt",
            "The lighthouse of Karsholm was lit for the first time in 1871. Its lamp burned colza oil."
                .getBytes(UTF_8));
  }

  @AfterAll
  static void aStackWithoutAModel() {
    if (!model.equals(NONE)) {
      longshore.serve(NONE);
    }
  }

  @BeforeEach
  void aModelThatIsLoaded() {
    awaitModel();
  }

  @Test
  void itCopiesFromTheDocumentsAndTheReceiptNamesModelPromptAndTokens() {
    var answer = new Answer(Asking.whole(api.ask(question("constrained")))).withTrueCitations(api);
    assertThat(answer.text()).contains("1871");
    assertThat(answer.degraded()).isEmpty();
    var draft = answer.step("draft").get("what");
    assertThat(draft.get("draft").asString()).isEqualTo("constrained");
    assertThat(draft.get("end").asString()).isEqualTo("complete");
    assertThat(draft.get("model").asString()).startsWith(model);
    assertThat(draft.get("by").asString()).isEqualTo(MODEL_SERVER);
    assertThat(draft.get("sha256").asString()).hasSize(64);
    assertThat(draft.get("prompt").asString()).startsWith("copy.v");
    assertThat(draft.get("prompt-tokens").asInt()).isPositive();
    assertThat(draft.get("tokens").asInt()).isPositive();
    assertThat(answer.step("decide").at("/what/why").asString()).isEqualTo("verified");
  }

  @Test
  void itWritesFreelyWhenAskedToAndEverySentenceHasItsSource() {
    var answer = new Answer(Asking.whole(api.ask(question("free")))).withTrueCitations(api);
    assertThat(answer.text()).contains("1871");
    assertThat(answer.degraded()).isEmpty();
    var draft = answer.step("draft").get("what");
    assertThat(draft.get("draft").asString()).isEqualTo("free");
    assertThat(draft.get("model").asString()).startsWith(model);
    assertThat(draft.get("prompt").asString()).startsWith("free.v");
    assertThat(draft.get("tokens").asInt()).isPositive();
  }

  @Test
  void whatTheDocumentsDoNotSayIsNotAnswered() {
    var answer =
        Answer.to(
            api,
            COLLECTION,
            "Which chemical element has the highest melting point?",
            Map.of("explain", true));
    assertThat(answer.abstained()).isTrue();
    assertThat(answer.json().get("citations")).isEmpty();
    assertThat(answer.step("decide").at("/what/outcome").asString()).isEqualTo("abstained");
  }

  @Test
  void aModelServerThatIsKilledInTheMiddleLeavesTheDocumentsOwnSentencesAndComesBack()
      throws IOException {
    TWISTLOCK.handIn();
    var server = new Processor(longshore.process(MODEL_SERVER));
    try (var listening = Listening.to(api, TWISTLOCK.asked())) {
      awaitReading(listening, server);
      server.process().destroyForcibly();
      var killed = Instant.now();
      var answer = new Answer(listening.until("finished").json()).withTrueCitations(api);
      var after = Duration.between(killed, Instant.now());
      assertThat(answer.text()).contains("Tantlinger");
      assertThat(answer.degraded()).containsOnlyOnce("generator:model-unavailable");
      var draft = answer.step("draft").get("what");
      assertThat(draft.get("end").asString()).isEqualTo("broken");
      assertThat(draft.get("reason").asString()).isEqualTo("model-unavailable");
      longshore.command("start", MODEL_SERVER).orFail();
      var asked = awaitModel();
      Figures.print(
          "model server killed while %s read a prompt".formatted(model),
          "the documents' own sentences %d ms later; the model answers again at question %d"
              .formatted(after.toMillis(), asked));
    } finally {
      longshore.command("start", MODEL_SERVER).orFail();
    }
  }

  @Test
  void anAnswerThatIsStoppedStopsTheModel() throws IOException {
    Assumptions.assumeTrue(FULL, "only with verify --full");
    var server = thatHasReadNothing();
    try (var listening = Listening.to(api, PASSAGE.asked())) {
      var id = listening.until("started").json().get("id").asString();
      awaitReading(listening, server);
      assertThat(api.post("/api/v1/answers/" + id + "/cancel", Map.of()).status()).isEqualTo(202);
      assertThat(listening.until("failed").json().at("/error/code").asString())
          .isEqualTo("cancelled");
    }
    var worked = server.untilRest();
    restedEarly("an answer that is stopped", server, worked);
  }

  @Test
  void aClientThatGoesAwayStopsTheModel() throws IOException {
    Assumptions.assumeTrue(FULL, "only with verify --full");
    var server = thatHasReadNothing();
    longshore.command(IMPATIENT, "start", "gateway", "--instance", "2").orFail();
    Duration worked;
    try {
      try (var listening = Listening.to(longshore.api("gateway-2"), PASSAGE.asked())) {
        awaitReading(listening, server);
      }
      worked = server.untilRest();
    } finally {
      longshore.command("stop", "gateway", "--instance", "2").orFail();
    }
    restedEarly("a client that goes away", server, worked);
  }

  private static Processor thatHasReadNothing() throws IOException {
    PASSAGE.handIn();
    longshore.command("stop", MODEL_SERVER).orFail();
    longshore.command("start", MODEL_SERVER).orFail();
    awaitModel();
    return new Processor(longshore.process(MODEL_SERVER));
  }

  /**
   * What was left to do is measured by asking again: what was read of the prompt until it was
   * stopped is kept.
   */
  private static void restedEarly(String what, Processor server, Duration worked) {
    var before = server.used();
    var answer = new Answer(Asking.whole(api.ask(PASSAGE.asked())));
    assertThat(answer.step("draft").at("/what/draft").asString()).isEqualTo("free");
    var left = server.used().minus(before);
    Figures.print(
        what,
        "%s works %d ms more (processor) of %d ms that were left"
            .formatted(model, worked.toMillis(), left.toMillis()));
    assertThat(worked).isLessThan(left.dividedBy(2));
  }

  /** Until a question is answered by the model; returns how many it took. */
  private static int awaitModel() {
    var until = Instant.now().plus(PATIENCE);
    for (var asked = 1; ; asked++) {
      var answer = Answer.to(api, COLLECTION, QUESTION, Map.of("explain", true));
      if (answer.step("draft").at("/what/model").asString("").equals(model)
          && answer.degraded().isEmpty()) {
        return asked;
      }
      assertThat(Instant.now()).as(answer.json().toString()).isBefore(until);
      pause();
    }
  }

  /** Until the model server reads the prompt of the answer that is listened to. */
  private static void awaitReading(Listening listening, Processor server) {
    listening.until("evidence");
    server.awaitWork(READING);
  }

  private static Map<String, ?> question(String draft) {
    return Map.of(
        "question",
        QUESTION,
        "collection",
        COLLECTION,
        "options",
        Map.of("draft", draft, "explain", true));
  }

  private static boolean isFetched(String name) {
    return longshore
        .command("models", "list", "--json")
        .orFail()
        .json()
        .get("data")
        .valueStream()
        .anyMatch(one -> one.get("name").asString().equals(name) && one.get("fetched").asBoolean());
  }

  /** Looks at a process that can't wake anybody. */
  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
