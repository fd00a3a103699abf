package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Topics;
import io.longshore.contracts.generation.CollectionGeneration;
import io.longshore.contracts.generation.GenerationComparison;
import io.longshore.contracts.generation.GenerationComparison.Difference;
import io.longshore.contracts.generation.GenerationRecipe;
import io.longshore.contracts.generation.GenerationsRequest;
import io.longshore.contracts.generation.GenerationsRequest.Verb;
import io.longshore.contracts.question.Question;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.SentRecords;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.WordEncoder;
import io.longshore.embedder.generations.GenerationDesk;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.index.Indexing;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.tenant.TenantTransaction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EmbedderTest
class ShadowTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(5600);
  private static final String CANDIDATE = "separate-64-passages";
  private static final List<String> ANIMALS = List.of("otter", "badger", "heron");

  @Autowired TenantTransaction transaction;
  @Autowired Retriever retriever;
  @Autowired WordEncoder encoder;
  @Autowired Generations generations;
  @Autowired Lineups lineups;
  @Autowired BlobStore blobs;
  @Autowired Indexing indexing;

  private final Principal principal = new Principal(TENANTS.incrementAndGet(), "local", List.of());
  private final CollectionId collection = CollectionId.random();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final SentRecords sent = new SentRecords();
  private final List<DocumentId> documents =
      Stream.generate(DocumentId::random).limit(ANIMALS.size()).toList();
  private GenerationDesk desk;

  @BeforeEach
  void aCollection() {
    desk = new GenerationDesk(transaction, generations, lineups);
    for (int i = 0; i < ANIMALS.size(); i++) {
      var text = "The %s swims far. It eats fish. ".formatted(ANIMALS.get(i)).repeat(30);
      new TestDocument(blobs, principal, collection, documents.get(i), 1, "en", text)
          .items()
          .forEach(indexing::index);
    }
  }

  @AfterEach
  void theModelAsItWas() {
    encoder.meanwhile.set(() -> {});
  }

  @Test
  void anAnsweredQuestionIsAskedOfACompleteCandidateTooAndOnlyItsIdIsKept() {
    build();
    asked(1.0, "a question while it is built");
    indexing.upkeep();
    assertThat(candidate().comparison()).isNull();
    Question first = asked(1.0, "otter");
    Question second = asked(1.0, "badger fish");
    GenerationComparison comparison = Objects.requireNonNull(candidate().comparison());
    assertThat(comparison.questions()).isEqualTo(2);
    assertThat(comparison.sameTop().mean()).as("the same document is first").isEqualTo(1);
    assertThat(comparison.overlap().mean()).isBetween(0.3, 0.99);
    assertThat(comparison.overlap().low()).isLessThanOrEqualTo(comparison.overlap().mean());
    assertThat(comparison.servingMillis().mean()).isPositive();
    assertThat(comparison.candidateMillis().mean()).isPositive();
    assertThat(comparison.mostDifferent())
        .extracting(Difference::question)
        .containsExactlyInAnyOrder(first.id(), second.id());
    assertThat(comparison.rankBiased().mean())
        .as("passages half as long are other places further down")
        .isLessThan(1);
    assertThat(rows()).isEqualTo(2);
    drop();
    assertThat(rows()).isZero();
  }

  @Test
  void aCandidateThatIsSwitchedToWhileItIsAskedIsNotComparedWithNothing() {
    build();
    indexing.upkeep();
    Question question = retriever.find(question("otter"));
    try (var shadow = shadow(1)) {
      encoder.meanwhile.set(() ->
          desk.reply(principal, new GenerationsRequest(collection, Verb.SWITCH, CANDIDATE, null)));
      shadow.offer(question);
    }
    assertThat(ask(Verb.LIST, null).getFirst().id()).isEqualTo(CANDIDATE);
    assertThat(rows()).isZero();
  }

  @Test
  void aCandidateThatIsDroppedAndBuiltAnewWhileItIsAskedIsNotComparedBeforeItIsComplete() {
    build();
    indexing.upkeep();
    Question question = retriever.find(question("otter"));
    try (var shadow = shadow(1)) {
      shadow.offer(question);
    }
    assertThat(rows()).isOne();
    try (var shadow = shadow(1)) {
      encoder.meanwhile.set(() -> {
        drop();
        build();
      });
      shadow.offer(question);
    }
    assertThat(candidate().id()).isEqualTo(CANDIDATE);
    assertThat(rows()).isZero();
  }

  @Test
  void nothingIsKeptOfACollectionThatIsForgotten() {
    build();
    indexing.upkeep();
    asked(1, "otter");
    assertThat(rows()).isOne();
    documents.forEach(document -> indexing.erase(principal, document, 2));
    ask(Verb.FORGET, null);
    assertThat(rows()).isZero();
  }

  private void drop() {
    desk.reply(principal, new GenerationsRequest(collection, Verb.DROP, CANDIDATE, null));
  }

  @Test
  void theShareOfQuestionsCanBeNone() {
    build();
    indexing.upkeep();
    asked(0, "otter");
    assertThat(rows()).isZero();
    asked(1, "otter");
    assertThat(rows()).isOne();
  }

  @Test
  void aQuestionThatFindsNoRoomIsDroppedAndTheAnswerDoesNotWait() throws InterruptedException {
    build();
    indexing.upkeep();
    var release = new CountDownLatch(1);
    try (var shadow = shadow(1.0)) {
      var stream = new RetrievalStream(retriever, sent, shadow::offer, Clock.systemUTC());
      stream.accept(question("otter"));
      // from here on the model waits, for the shadow alone: answers don't ask it
      encoder.meanwhile.set(() -> await(release));
      for (int i = 0; i < 4; i++) {
        shadow.offer(answered());
      }
      assertThat(dropped())
          .as("one is asked, or waits behind another, two find no room")
          .isPositive();
      release.countDown();
      assertThat(sent.on(Topics.QUESTIONS_RETRIEVED, Question.class)).hasSize(1);
    } finally {
      release.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Question answered() {
    return sent.on(Topics.QUESTIONS_RETRIEVED, Question.class).getFirst();
  }

  private double dropped() {
    return meters.counter("longshore.shadow", "question", "dropped").count();
  }

  /** Asked and compared to the end. */
  private Question asked(double share, String text) {
    Question question = question(text);
    try (var shadow = shadow(share)) {
      new RetrievalStream(retriever, sent, shadow::offer, Clock.systemUTC()).accept(question);
    }
    return question;
  }

  private Shadow shadow(double share) {
    return new Shadow(
        transaction,
        lineups,
        retriever,
        new ShadowProperties(share, 1, 100),
        meters,
        Clock.systemUTC());
  }

  private Question question(String text) {
    return Asker.question(principal, collection, List.of(), text);
  }

  private void build() {
    ask(Verb.BUILD, new GenerationRecipe(null, 64, null, null));
  }

  private CollectionGeneration candidate() {
    return ask(Verb.LIST, null).getLast();
  }

  private List<CollectionGeneration> ask(Verb verb, @Nullable GenerationRecipe recipe) {
    return desk.reply(principal, new GenerationsRequest(collection, verb, null, recipe))
        .generations();
  }

  private long rows() {
    return Objects.requireNonNull(
        transaction.read(
            principal,
            jdbc -> jdbc.sql("select count(*) from comparison").query(Long.class).single()));
  }
}
