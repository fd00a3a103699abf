package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.question.Condition;
import io.longshore.contracts.question.Condition.Operator;
import io.longshore.contracts.question.Options.Legs;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Scope;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.index.IndexStream;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a question's conditions, and the groups of who asks, leave to be searched. */
@EmbedderTest
class FilterTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(6000);
  private static final LocalDate DAY = LocalDate.of(2020, 5, 17);
  private static final String LONG = "a very long remark ".repeat(50);

  @Autowired IndexStream stream;
  @Autowired BlobStore blobs;
  @Autowired Asker asker;
  @Autowired TenantTransaction transaction;

  private final int tenant = TENANTS.incrementAndGet();
  private final CollectionId collection = CollectionId.random();

  @ParameterizedTest
  @EnumSource(Legs.class)
  void eachLegFindsWhatPassesAlsoBehindManyThatFitBetter(Legs legs) {
    index("otter otter otter\n\n".repeat(150), "en", DAY, Metadatum.of("kind", "loud"));
    index(
        "an otter among many other words that are about something else",
        "en",
        DAY,
        Metadatum.of("kind", "quiet"));
    var question = asker.ask(principal(), scope(in(Metadatum.of("kind", "quiet"))), legs, "otter");
    assertThat(Asker.retrieved(question).passages())
        .singleElement()
        .matches(passage -> passage.text().startsWith("an otter among"));
    assertThat(Asker.retrieved(question).documents()).isOne();
  }

  @Test
  void everyKindOfValueIsCompared() {
    index("otter one", "en", DAY, Metadatum.of("year", 1851), Metadatum.of("open", true));
    index(
        "otter two",
        "de-AT",
        DAY.plusDays(1),
        Metadatum.of("year", 1900.5),
        Metadatum.of("open", false),
        Metadatum.of("due", DAY),
        Metadatum.of("remark", LONG));
    index("otter three", "zh", null, Metadatum.of("remark", LONG + "."));
    assertThat(found(in(Metadatum.of("language", "en"), Metadatum.of("language", "zh"))))
        .containsExactlyInAnyOrder("otter one", "otter three");
    assertThat(found(in(Metadatum.of("language", "de")))).containsExactly("otter two");
    assertThat(found(in(Metadatum.of("language", "de-AT")))).containsExactly("otter two");
    assertThat(found(in(Metadatum.of("remark", LONG)))).containsExactly("otter two");
    assertThat(found(in(Metadatum.of("name", "test.txt")))).hasSize(3);
    assertThat(found(in(Metadatum.of("open", true)))).containsExactly("otter one");
    assertThat(found(in(Metadatum.of("year", 1851)))).containsExactly("otter one");
    assertThat(found(is(Operator.ABOVE, Metadatum.of("year", 1851)))).containsExactly("otter two");
    assertThat(found(is(Operator.AT_LEAST, Metadatum.of("year", 1851)))).hasSize(2);
    assertThat(found(is(Operator.BELOW, Metadatum.of("year", 1900.5))))
        .containsExactly("otter one");
    assertThat(found(is(Operator.AT_MOST, Metadatum.of("date", DAY)))).containsExactly("otter one");
    assertThat(found(in(Metadatum.of("due", DAY)))).containsExactly("otter two");
    assertThat(found(is(Operator.NOT_IN, Metadatum.of("open", true))))
        .as("what has no such key has not this value")
        .containsExactlyInAnyOrder("otter two", "otter three");
    assertThat(found(in(Metadatum.of("year", "1851")))).as("a text is no number").isEmpty();
    assertThat(found(is(Operator.ABOVE, Metadatum.of("year", 0)), in(Metadatum.of("open", false))))
        .as("all conditions hold")
        .containsExactly("otter two");
  }

  @Test
  void whatNothingPassesIsAnEmptyResult() {
    index("otter", "en", DAY);
    var question =
        asker.ask(principal(), scope(in(Metadatum.of("kind", "none"))), Legs.BOTH, "otter");
    assertThat(Asker.retrieved(question).passages()).isEmpty();
    assertThat(Asker.retrieved(question).documents()).isZero();
    assertThat(Asker.retrieved(question).passagesSearched()).isZero();
    assertThat(question.degraded()).containsExactly("embedder:filter-leaves-nothing");
  }

  @Test
  void whatIsSaidLaterTakesThePlaceOfWhatWasSaidBeforeAndNothingElseChanges() {
    var id = DocumentId.random();
    var given = document(id, "otter", "en", DAY, List.of(Metadatum.of("kind", "old")));
    given.items().forEach(stream::accept);
    long passages = rows("passage");
    stream.accept(given.description(1, List.of(Metadatum.of("kind", "new")), "crew"));
    given.items().forEach(stream::accept); // once more, as it was said first
    assertThat(found(in(Metadatum.of("kind", "old")))).isEmpty();
    assertThat(found(in(Metadatum.of("kind", "new")))).hasSize(1);
    assertThat(found(in(Metadatum.of("date", DAY)))).hasSize(1);
    assertThat(read(reader("others"))).isEmpty();
    assertThat(rows("passage")).isEqualTo(passages);
    stream.accept(given.description(3, List.of()));
    stream.accept(given.description(2, List.of(), "crew"));
    assertThat(read(reader("others"))).as("the second comes late").hasSize(1);
  }

  @Test
  void whatIsSaidBeforeTheTextComesHoldsForIt() {
    var given = document(DocumentId.random(), "otter", "en", DAY, List.of());
    stream.accept(given.description(1, List.of(Metadatum.of("kind", "new")), "crew"));
    given.items().forEach(stream::accept);
    assertThat(found(in(Metadatum.of("kind", "new")))).hasSize(1);
    assertThat(read(reader("others"))).isEmpty();
  }

  @Test
  void theReadersOfANewVersionAreThoseOfTheOneBeforeAlthoughItNeverBecomesReady() {
    var id = DocumentId.random();
    var first = document(id, "otter", "en", DAY, List.of(Metadatum.of("kind", "first")));
    first.items().forEach(stream::accept);
    var second =
        new TestDocument(
            blobs, principal(), collection, id, 2, "en", "badger", DAY, List.of(), "crew");
    stream.accept(second.description(1, List.of(), "crew"));
    stream.accept(first.description(0, List.of(Metadatum.of("kind", "late"))));
    assertThat(read(reader("others"))).isEmpty();
    assertThat(read(reader("crew"))).containsExactly("otter");
    assertThat(found(in(Metadatum.of("kind", "late")))).as("its own metadata").hasSize(1);
  }

  @Test
  void aDocumentsOwnNameLanguageAndDateAreNotThoseOfItsMetadata() {
    index("otter", "en", DAY, Metadatum.of("language", "de"), Metadatum.of("name", "other"));
    assertThat(found(in(Metadatum.of("language", "en")))).hasSize(1);
    assertThat(found(in(Metadatum.of("language", "de")))).isEmpty();
    assertThat(found(in(Metadatum.of("name", "other")))).isEmpty();
  }

  @Test
  void aDeletedDocumentIsNotDescribed() {
    var given = document(DocumentId.random(), "otter", "en", DAY, List.of());
    given.items().forEach(stream::accept);
    stream.accept(given.deletion(2));
    stream.accept(given.description(1, List.of(), "crew"));
    assertThat(rows("description")).isZero();
  }

  @Test
  void onlyItsReadersAndItsOwnerFindARestrictedDocument() {
    index(DocumentId.random(), "otter for all", "en", DAY, List.of());
    index(DocumentId.random(), "otter for the crew", "en", DAY, List.of(), "crew", "officers");
    index(DocumentId.random(), "otter for the captain", "en", DAY, List.of(), "captain");
    assertThat(read(reader())).containsExactly("otter for all");
    assertThat(read(reader("passengers"))).containsExactly("otter for all");
    assertThat(read(reader("passengers", "officers")))
        .containsExactlyInAnyOrder("otter for all", "otter for the crew");
    assertThat(read(principal())).as("the owner").hasSize(3);
  }

  @Test
  void whatMayNotBeReadCountsNowhereInTheScoresOfTheRest() {
    index("otter swims", "en", DAY);
    var before = asker.ask(reader(), scope(), Legs.BOTH, "otter swims");
    IntStream.range(0, 20)
        .forEach(i -> index(DocumentId.random(), "otter dives " + i, "en", DAY, List.of(), "crew"));
    var after = asker.ask(reader(), scope(), Legs.BOTH, "otter swims");
    assertThat(Asker.retrieved(after)).isEqualTo(Asker.retrieved(before));
  }

  @Test
  void ofADeletedDocumentNoAttributeAndNoReaderStays() {
    var id = DocumentId.random();
    index(id, "otter", "en", DAY, List.of(Metadatum.of("kind", "old")), "crew");
    assertThat(rows("attribute")).isPositive();
    assertThat(rows("reader")).isOne();
    stream.accept(document(id, "otter", "en", DAY, List.of()).deletion(2));
    assertThat(rows("attribute")).isZero();
    assertThat(rows("reader")).isZero();
  }

  @Test
  void equalityAndRangesAreConditionsOfTheIndexUnderRowLevelSecurity() {
    for (var condition : List.of("text = any('{a,b}')", "number > 3", "date <= '2020-01-01'")) {
      var plan =
          transaction.read(
              tenant,
              jdbc -> {
                // only its own index gives the order, whatever statistics there are by now
                for (String other : List.of("seqscan", "sort", "incremental_sort")) {
                  jdbc.sql("set local enable_%s = off".formatted(other)).update();
                }
                return String.join(
                    "\n",
                    jdbc.sql(
                            "explain select source from attribute where key = 'k' and %s order by %s, source"
                                .formatted(condition, condition.split(" ")[0]))
                        .query(String.class)
                        .list());
              });
      assertThat(plan).as(condition).containsPattern("Index Cond: .*(text|number|date) (=|>|<=)");
    }
  }

  private long rows(String table) {
    return transaction.read(
        tenant, jdbc -> jdbc.sql("select count(*) from " + table).query(Long.class).single());
  }

  private static Condition in(Metadatum... values) {
    return is(Operator.IN, values);
  }

  private static Condition is(Operator operator, Metadatum... values) {
    return new Condition(operator, List.of(values));
  }

  private Scope scope(Condition... conditions) {
    return new Scope(List.of(collection), List.of()).filtered(List.of(conditions));
  }

  private List<String> found(Condition... conditions) {
    return texts(principal(), scope(conditions));
  }

  private List<String> read(Principal principal) {
    return texts(principal, scope());
  }

  private List<String> texts(Principal principal, Scope scope) {
    return Asker.retrieved(asker.ask(principal, scope, Legs.BOTH, "otter")).passages().stream()
        .map(Passage::text)
        .toList();
  }

  private Principal principal() {
    return new Principal(tenant, "local", List.of());
  }

  private Principal reader(String... groups) {
    return new Principal(tenant, "somebody", List.of(groups));
  }

  private void index(
      String text, String language, @Nullable LocalDate date, Metadatum... metadata) {
    index(DocumentId.random(), text, language, date, List.of(metadata));
  }

  private void index(
      DocumentId id,
      String text,
      String language,
      @Nullable LocalDate date,
      List<Metadatum> metadata,
      String... readers) {
    document(id, text, language, date, metadata, readers).items().forEach(stream::accept);
  }

  private TestDocument document(
      DocumentId id,
      String text,
      String language,
      @Nullable LocalDate date,
      List<Metadatum> metadata,
      String... readers) {
    return new TestDocument(
        blobs, principal(), collection, id, 1, language, text, date, metadata, readers);
  }
}
