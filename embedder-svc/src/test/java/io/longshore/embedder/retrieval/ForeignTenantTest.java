package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.question.Options.Legs;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Scope;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.index.Indexing;
import io.longshore.embedder.index.Sealing;
import io.longshore.embedder.vectors.VectorProperties;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/**
 * Tenants with the same words in their documents, one with a shard of its own, the others in the
 * one of all; and questions of one that name what is another's.
 */
@EmbedderTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignTenantTest {
  private static final int PROBES = System.getProperty("full") == null ? 200 : 2_500;
  private static final int FIRST = 98_001;
  private static final int TENANTS = 3;
  private static final int COLLECTIONS = 2;
  private static final int DOCUMENTS = 8;
  private static final List<String> PEOPLE = List.of("local", "ann");
  private static final List<String> WORDS = List.of("otter", "badger", "swam", "dug", "secret");

  @Autowired Indexing indexing;
  @Autowired BlobStore blobs;
  @Autowired Generations generations;
  @Autowired TenantTransaction transaction;
  @Autowired Asker asker;

  private final List<Held> held = new ArrayList<>();
  private final Random random = new Random(19);

  private record Held(int tenant, CollectionId collection, DocumentId document) {}

  @BeforeAll
  void theSameWordsForAll() {
    for (int tenant = FIRST; tenant < FIRST + TENANTS; tenant++) {
      for (int i = 0; i < COLLECTIONS; i++) {
        var collection = CollectionId.random();
        for (int j = 0; j < DOCUMENTS; j++) {
          index(tenant, collection);
        }
      }
    }
    indexing.upkeep();
    var vectors = new VectorProperties(20, 200, 20_000, DataSize.ofMegabytes(64));
    new Sealing(transaction, vectors).run(FIRST, generations.current().no());
  }

  private void index(int tenant, CollectionId collection) {
    var one = new Held(tenant, collection, DocumentId.random());
    var owner = new Principal(tenant, "local", List.of());
    var text = "The otter swam.\n\nA badger dug.\n\nThe secret is %d.".formatted(tenant);
    new TestDocument(blobs, owner, collection, one.document(), 1, "en", text)
        .items()
        .forEach(indexing::index);
    held.add(one);
  }

  @Test
  void whoeverAsksByWhicheverLegNothingOfAnotherTenantIsFoundOrCounted() {
    for (int i = 0; i < PROBES; i++) {
      var principal = somebody();
      var foreign = some(held, one -> one.tenant() != principal.tenant());
      var found = Asker.retrieved(ask(principal, List.of(foreign)));
      assertThat(found.passages()).as("%s of %s", foreign, principal).isEmpty();
      assertThat(found.documents()).isZero();
      assertThat(found.passagesSearched()).isZero();
    }
  }

  @Test
  void besideWhatIsOnesOwnNothingOfAnotherTenantIsFoundEither() {
    for (int i = 0; i < PROBES; i++) {
      var principal = somebody();
      var own = some(held, one -> one.tenant() == principal.tenant());
      var foreign = some(held, one -> one.tenant() != principal.tenant());
      var found = Asker.retrieved(ask(principal, List.of(own, foreign)));
      assertThat(found.passages()).isNotEmpty();
      assertThat(found.passages())
          .extracting(Passage::span)
          .as("%s and %s of %s", own, foreign, principal)
          .allMatch(span ->
              held.stream()
                  .filter(one -> one.tenant() == principal.tenant())
                  .anyMatch(one -> one.document().equals(span.document())));
      assertThat(found.documents()).isIn(1, DOCUMENTS);
    }
  }

  /** By any leg, for passages or documents, by collections or documents. */
  private Question ask(Principal principal, List<Held> targets) {
    var collections = targets.stream().map(Held::collection).toList();
    var documents =
        random.nextBoolean()
            ? targets.stream().map(Held::document).toList()
            : List.<DocumentId>of();
    var scope = new Scope(collections, documents);
    var legs = some(List.of(Legs.values()), leg -> true);
    var text = String.join(" ", Stream.generate(this::word).limit(3).toList());
    return random.nextBoolean()
        ? asker.ask(principal, scope, legs, text)
        : asker.documents(principal, scope, legs, 10, text);
  }

  private Principal somebody() {
    int tenant = FIRST + random.nextInt(TENANTS);
    return new Principal(tenant, some(PEOPLE, one -> true), List.of("crew"));
  }

  private String word() {
    return some(WORDS, one -> true);
  }

  private <T> T some(List<T> all, Predicate<T> wanted) {
    var fitting = all.stream().filter(wanted).toList();
    return fitting.get(random.nextInt(fitting.size()));
  }
}
