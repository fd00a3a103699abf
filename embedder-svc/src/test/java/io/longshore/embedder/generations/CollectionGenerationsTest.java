package io.longshore.embedder.generations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.generation.CollectionGeneration;
import io.longshore.contracts.generation.CollectionGeneration.State;
import io.longshore.contracts.generation.GenerationRecipe;
import io.longshore.contracts.generation.GenerationsRequest;
import io.longshore.contracts.generation.GenerationsRequest.Verb;
import io.longshore.contracts.question.Passage;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.WordEncoder;
import io.longshore.embedder.embedding.DocumentMode;
import io.longshore.embedder.embedding.PassageMode;
import io.longshore.embedder.embedding.Recipe;
import io.longshore.embedder.index.Indexing;
import io.longshore.embedder.retrieval.Asker;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EmbedderTest
class CollectionGenerationsTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(900);
  private static final String STANDARD = "separate-128-passages";
  private static final String LATE = "late-64-passages";

  @Autowired TenantTransaction transaction;
  @Autowired WordEncoder encoder;
  @Autowired Generations generations;
  @Autowired Lineups lineups;
  @Autowired BlobStore blobs;
  @Autowired Indexing indexing;
  @Autowired Asker asker;

  private final Principal principal = new Principal(TENANTS.incrementAndGet(), "local", List.of());
  private final CollectionId collection = CollectionId.random();
  private GenerationDesk desk;

  @BeforeEach
  void open() {
    desk = new GenerationDesk(transaction, generations, lineups);
  }

  @AfterEach
  void theModelAsItWas() {
    encoder.generation = "words-1";
  }

  @Test
  void aCollectionThatHasChosenNoneIsSearchedInTheServicesOwn() {
    index(DocumentId.random(), 1, "Otters swim.");
    assertThat(list())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.id()).isEqualTo(STANDARD);
          assertThat(one.state()).isEqualTo(State.SERVING);
          assertThat(one.documentsDone()).isOne();
          assertThat(one.documents()).isOne();
        });
  }

  @Test
  void aCandidateIsBuiltInTheBackgroundAndSearchedOnlyAfterTheSwitch() {
    index(DocumentId.random(), 1, "Otters swim.");
    build("late", 64);
    assertThat(one(LATE).state()).isEqualTo(State.BUILDING);
    refused(GenerationsRequest.NOT_READY, "lacks 1 documents", () -> ask(Verb.SWITCH, LATE));
    indexing.upkeep();
    assertThat(one(LATE).state()).isEqualTo(State.READY);
    assertThat(searched()).as("passages of two generations").isOne();
    assertThat(generation("otters")).contains("/128/separate/");

    ask(Verb.SWITCH, LATE);
    assertThat(generation("otters")).contains("/64/late/");
    assertThat(searched()).isOne();
    assertThat(find("otters")).singleElement().matches(p -> p.dense() != null);
    assertThat(one(STANDARD).state()).isEqualTo(State.PREVIOUS);

    ask(Verb.SWITCH, STANDARD);
    assertThat(generation("otters")).contains("/128/separate/");
    assertThat(one(LATE).state()).isEqualTo(State.PREVIOUS);
    assertThat(asker.ask(principal, collection, "otters").degraded()).isEmpty();
  }

  @Test
  void whatComesMeanwhileIsInAllGenerationsAndWhatIsErasedInNone() {
    DocumentId kept = DocumentId.random();
    index(kept, 1, "Otters swim.");
    DocumentId erased = DocumentId.random();
    index(erased, 1, "Otters sing.");
    build("late", 64);
    indexing.upkeep();
    index(kept, 2, "Otters dive.");
    index(DocumentId.random(), 1, "Otters eat.");
    indexing.erase(principal, erased, 2);
    assertThat(one(LATE).documentsDone()).isEqualTo(2);
    assertThat(one(LATE).documents()).isEqualTo(2);
    ask(Verb.SWITCH, LATE);
    assertThat(texts("otters")).containsExactlyInAnyOrder("Otters dive.", "Otters eat.");
    index(DocumentId.random(), 1, "Otters sleep.");
    ask(Verb.SWITCH, STANDARD);
    assertThat(texts("otters"))
        .containsExactlyInAnyOrder("Otters dive.", "Otters eat.", "Otters sleep.");
  }

  @Test
  void aLookThatFindsSomethingLeftToDoWaitsForNobody() {
    build("late", 64);
    transaction.run(
        principal,
        jdbc -> {
          Generation standard = generations.current();
          lineups.share(jdbc, collection, standard);
          assertThat(
                  CompletableFuture.runAsync(() ->
                      lineups.settle(
                          principal.tenant(), collection, standard, (look, lineup) -> true)))
              .succeedsWithin(Duration.ofSeconds(10));
        });
    assertThat(count("select count(*) from lineup where due")).isOne();
  }

  @Test
  void aDroppedGenerationLeavesNothingBehind() {
    index(DocumentId.random(), 1, "Otters swim.");
    build("late", 96);
    indexing.upkeep();
    String table = "vector_" + Objects.requireNonNull(lineup().candidate()).no();
    assertThat(tables(table)).isOne();
    ask(Verb.DROP, "late-96-passages");
    assertThat(ask(Verb.DROP, "late-96-passages")).as("twice is once").hasSize(1);
    assertThat(list()).hasSize(1);
    assertThat(texts("otters")).containsExactly("Otters swim.");
    indexing.upkeep();
    assertThat(sources()).isOne();
    assertThat(tables(table)).isZero();
    assertThat(count("select count(*) from lineup")).as("nothing is chosen").isZero();
    assertThat(texts("otters")).containsExactly("Otters swim.");
    build("late", 96);
    indexing.upkeep();
    assertThat(one("late-96-passages").state()).isEqualTo(State.READY);
  }

  @Test
  void aDeletedCollectionIsForgottenOnceItsDocumentsAreAndAnotherOneKeepsWhatItChose() {
    DocumentId document = DocumentId.random();
    index(document, 1, "Otters swim.");
    build("late", 40);
    String table = "vector_" + Objects.requireNonNull(lineup().candidate()).no();
    refused(GenerationsRequest.CONFLICT, "not erased", () -> ask(Verb.FORGET, null));
    assertThat(lineup().candidate()).isNotNull();
    encoder.meanwhile.set(() -> {
      indexing.erase(principal, document, 2);
      ask(Verb.FORGET, null);
    });
    indexing.upkeep();
    assertThat(count("select count(*) from lineup")).isZero();
    assertThat(sources()).as("what was being built").isZero();
    assertThat(tables(table)).isZero();
    assertThat(ask(Verb.FORGET, null)).as("twice is once").hasSize(1);

    var anew = CollectionId.random();
    var recipe = new GenerationRecipe(null, 40, "late", null);
    desk.reply(principal, new GenerationsRequest(anew, Verb.BUILD, null, recipe));
    assertThat(ask(Verb.FORGET, null)).as("said again, late").hasSize(1);
    indexing.upkeep();
    assertThat(count("select count(*) from lineup where candidate is not null")).isOne();
    assertThat(
            tables(
                "vector_"
                    + generations.of(new Recipe(40, PassageMode.LATE, DocumentMode.PASSAGES)).no()))
        .isOne();
  }

  @Test
  void theServingGenerationCantBeDroppedAndUnknownOnesAreSaidToBe() {
    refused(GenerationsRequest.CONFLICT, "is searched", () -> ask(Verb.DROP, STANDARD));
    refused(GenerationsRequest.NOT_FOUND, LATE, () -> ask(Verb.SWITCH, LATE));
    build("late", 64);
    int made = count("select count(*) from generation");
    refused(GenerationsRequest.CONFLICT, "first", () -> build("late", 33));
    refused(GenerationsRequest.CONFLICT, "already", () -> build("separate", 128));
    assertThat(count("select count(*) from generation")).isEqualTo(made);
    var other = new Principal(TENANTS.incrementAndGet(), "local", List.of());
    refused(
        GenerationsRequest.NOT_FOUND,
        LATE,
        () -> desk.reply(other, new GenerationsRequest(collection, Verb.SWITCH, LATE, null)));
  }

  @Test
  void aRecipeThatNobodyCanMakeIsRefusedWithTheReason() {
    refused(
        "model-not-installed",
        "embedder-long",
        () -> build(new GenerationRecipe("embedder-long", null, null, null)));
    refused("bad-recipe", "32 to 400", () -> build("separate", 31));
    refused("bad-recipe", "separate, late", () -> build("early", 64));
    refused(
        "bad-recipe",
        "pi-keep20",
        () -> build(new GenerationRecipe(null, null, null, "pi-keep21")));
    assertThat(list()).hasSize(1);
  }

  @Test
  void aChosenRecipeIsKeptWhenTheModelChangesAndAllIsBroughtOver() {
    index(DocumentId.random(), 1, "Otters swim.");
    build("late", 64);
    indexing.upkeep();
    ask(Verb.SWITCH, LATE);
    encoder.generation = "words-2";
    var meanwhile = asker.ask(principal, collection, "otters");
    assertThat(meanwhile.degraded()).containsExactly("embedder:reindexing");
    assertThat(Asker.retrieved(meanwhile).passages())
        .singleElement()
        .matches(p -> p.dense() == null);
    assertThat(one(LATE).key()).startsWith("words-2/64/late");
    assertThat(texts("otters")).as("now out of use, but found").containsExactly("Otters swim.");
    indexing.upkeep();
    assertThat(asker.ask(principal, collection, "otters").degraded()).isEmpty();
    assertThat(find("otters")).singleElement().matches(p -> p.dense() != null);
    assertThat(one(STANDARD).documentsDone()).isOne();
    assertThat(sources()).isEqualTo(2);
    ask(Verb.SWITCH, STANDARD);
    assertThat(texts("otters")).containsExactly("Otters swim.");
  }

  @Test
  void onlyWhatLeftTheLineupIsLookedForBesideIt() {
    index(DocumentId.random(), 1, "Otters swim.");
    build("late", 64);
    assertThat(strays()).as("while it is built").isZero();
    indexing.upkeep();
    ask(Verb.SWITCH, LATE);
    assertThat(strays()).isZero();
    ask(Verb.DROP, STANDARD);
    assertThat(strays()).isOne();
    indexing.upkeep();
    assertThat(strays()).isZero();
    assertThat(sources()).isOne();
  }

  private int strays() {
    return count("select count(*) from lineup where strays");
  }

  @Test
  void whatWasSearchedIsSearchedUntilItIsBroughtToAnotherModel() {
    index(DocumentId.random(), 1, "Otters swim far. ".repeat(25));
    build("separate", 64);
    indexing.upkeep();
    assertThat(find("otters")).hasSize(1);
    assertThat(count("select sum(passages) from source")).as("one and two").isEqualTo(3);
    encoder.generation = "words-2";
    list();
    assertThat(find("otters")).as("in one passage, not in two").hasSize(1);
    encoder.generation = "words-3";
    list();
    assertThat(find("otters")).hasSize(1);
    indexing.upkeep();
    assertThat(find("otters")).singleElement().matches(p -> p.dense() != null);
    assertThat(count("select count(*) from lineup where former = '{}'")).isOne();
  }

  @Test
  void thePreviousGenerationCanBeGoneBackToByForceThoughItLacksADocument() {
    index(DocumentId.random(), 1, "Otters swim.");
    index(DocumentId.random(), 1, "Otters dive.");
    build("late", 64);
    refused(GenerationsRequest.CONFLICT, "was not searched", () -> ask(Verb.ROLL_BACK, LATE));
    indexing.upkeep();
    ask(Verb.SWITCH, LATE);
    int standard = generations.current().no();
    transaction.run(
        principal,
        jdbc ->
            jdbc.sql(
                    """
                    update source set live = false where no = (
                      select min(no) from source where generation = :standard)
                    """)
                .param("standard", standard)
                .update());
    refused(GenerationsRequest.NOT_READY, "lacks 1 documents", () -> ask(Verb.SWITCH, STANDARD));
    CollectionGeneration back = ask(Verb.ROLL_BACK, STANDARD).getFirst();
    assertThat(back.id()).isEqualTo(STANDARD);
    assertThat(texts("otters")).containsExactly("Otters dive.");
    assertThat(ask(Verb.ROLL_BACK, STANDARD)).as("twice is once").hasSize(2);
    transaction.run(principal, jdbc -> jdbc.sql("update source set live = true").update());
  }

  @Test
  void aDocumentThatWasHalfInWhenTheCandidateCameIsCompletedInBoth() {
    var given =
        document(DocumentId.random(), 1, ("Otters swim far. ".repeat(40) + "\n\n").repeat(30));
    assertThat(given.items()).hasSizeGreaterThan(2);
    indexing.index(given.items().getFirst());
    build("late", 64);
    given.items().stream().skip(1).forEach(indexing::index);
    assertThat(find("otters")).isNotEmpty();
    refused(GenerationsRequest.NOT_READY, "lacks 1", () -> ask(Verb.SWITCH, LATE));
    indexing.upkeep();
    ask(Verb.SWITCH, LATE);
    assertThat(find("otters")).isNotEmpty();
    assertThat(sources()).isEqualTo(2);
  }

  @Test
  void aSwitchWaitsForADocumentThatIsJustBecomingSearchable() {
    build("late", 64);
    Generation standard = generations.current();
    var released = new CompletableFuture<Boolean>();
    var shared = new CompletableFuture<Boolean>();
    CompletableFuture<Void> document =
        CompletableFuture.runAsync(() ->
            transaction.run(
                principal,
                jdbc -> {
                  lineups.share(jdbc, collection, standard);
                  shared.complete(true);
                  released.join();
                }));
    shared.join();
    var switched = CompletableFuture.supplyAsync(() -> ask(Verb.SWITCH, LATE));
    for (int looks = 0; waiting() == 0 && looks < 2_000; looks++) {
      assertThat(switched).isNotDone();
    }
    assertThat(waiting()).isOne();
    assertThat(one(STANDARD).state()).isEqualTo(State.SERVING);
    released.complete(true);
    document.join();
    assertThat(switched.join().getFirst().id()).isEqualTo(LATE);
  }

  private int waiting() {
    return count("select count(*) from pg_locks where locktype = 'advisory' and not granted");
  }

  private void build(String passages, int tokens) {
    build(new GenerationRecipe(null, tokens, passages, null));
  }

  private void build(GenerationRecipe recipe) {
    desk.reply(principal, new GenerationsRequest(collection, Verb.BUILD, null, recipe));
  }

  private List<CollectionGeneration> ask(Verb verb, @Nullable String id) {
    return desk.reply(principal, new GenerationsRequest(collection, verb, id, null)).generations();
  }

  private List<CollectionGeneration> list() {
    return ask(Verb.LIST, null);
  }

  private CollectionGeneration one(String id) {
    return list().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private static void refused(String code, String why, Runnable what) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(Poison.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(why);
  }

  private Lineup lineup() {
    return lineups.current(principal.tenant(), collection);
  }

  private TestDocument document(DocumentId document, int version, String text) {
    return new TestDocument(blobs, principal, collection, document, version, "en", text);
  }

  private void index(DocumentId document, int version, String text) {
    document(document, version, text).items().forEach(indexing::index);
  }

  private List<Passage> find(String question) {
    return Asker.retrieved(asker.ask(principal, collection, question)).passages();
  }

  private List<String> texts(String question) {
    return find(question).stream().map(Passage::text).toList();
  }

  private String generation(String question) {
    return Asker.retrieved(asker.ask(principal, collection, question)).generation();
  }

  private int searched() {
    return Asker.retrieved(asker.ask(principal, collection, "otters")).passagesSearched();
  }

  private int sources() {
    return count("select count(*) from source");
  }

  private int tables(String name) {
    return count("select count(*) from pg_class where relname = '%s'".formatted(name));
  }

  private int count(String sql) {
    return Objects.requireNonNull(
        transaction.read(principal, jdbc -> jdbc.sql(sql).query(Integer.class).single()));
  }
}
