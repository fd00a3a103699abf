package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.question.Condition;
import io.longshore.contracts.question.Condition.Operator;
import io.longshore.contracts.question.Options.Legs;
import io.longshore.contracts.question.Retrieved;
import io.longshore.contracts.question.Scope;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.WordEncoder;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.index.Indexing;
import io.longshore.embedder.index.Sealing;
import io.longshore.embedder.lexical.LexicalIndex;
import io.longshore.embedder.retrieval.SourceChoice.AllBut;
import io.longshore.embedder.retrieval.SourceChoice.Only;
import io.longshore.embedder.vectors.DenseIndex;
import io.longshore.embedder.vectors.VectorProperties;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.tenant.TenantTransaction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/**
 * Documents whose words lie in one segment and whose vectors in one shard, and three that came
 * later. Every fifth one is for the crew alone.
 */
@EmbedderTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceChoiceTest {
  private static final int TENANT = 93;
  private static final int DOCUMENTS = 110;

  @Autowired Indexing indexing;
  @Autowired BlobStore blobs;
  @Autowired WordEncoder encoder;
  @Autowired Generations generations;
  @Autowired Lineups lineups;
  @Autowired LexicalIndex lexical;
  @Autowired TenantTransaction transaction;

  private final CollectionId collection = CollectionId.random();
  private final VectorProperties vectors =
      new VectorProperties(20, 200, 20_000, DataSize.ofMegabytes(64));
  private final List<DocumentId> open = new ArrayList<>();

  @BeforeAll
  void sealedAndRecent() {
    IntStream.range(0, DOCUMENTS).forEach(this::index);
    indexing.upkeep();
    new Sealing(transaction, vectors).run(TENANT, generations.current().no());
    IntStream.range(DOCUMENTS, DOCUMENTS + 3).forEach(this::index);
  }

  private void index(int number) {
    var id = DocumentId.random();
    boolean restricted = number % 5 == 0;
    if (!restricted) {
      open.add(id);
    }
    new TestDocument(
            blobs,
            new Principal(TENANT, "local", List.of()),
            collection,
            id,
            1,
            "en",
            "The otter %d swam.\n\nA badger met otter %d and dug.".formatted(number, number % 7),
            null,
            List.of(Metadatum.of("number", number), Metadatum.of("seven", "s" + number % 7)),
            restricted ? new String[] {"crew"} : new String[0])
        .items()
        .forEach(indexing::index);
  }

  @Test
  void whatIsHiddenInLargeScopesChangesNothingOfTheRest() {
    assertThat(chosen(scope())).isInstanceOf(AllBut.class);
    var named = new Scope(List.of(collection), open);
    assertThat(chosen(named)).isInstanceOf(Only.class);
    for (String text : List.of("otter 3", "badger", "dug 5 6", "otter 100 111")) {
      Retrieved found = ask(scope(), text);
      assertThat(found).as(text).isEqualTo(ask(named, text));
      assertThat(found.documents()).isEqualTo(open.size());
      assertThat(found.passages()).isNotEmpty();
    }
  }

  @Test
  void eachConditionSharesTheSourcesOutBetweenThoseThatFulfilItAndThoseThatDoNot() {
    for (Condition condition :
        List.of(
            is(Operator.IN, Metadatum.of("seven", "s1"), Metadatum.of("seven", "s2")),
            is(Operator.NOT_IN, Metadatum.of("seven", "s1")),
            is(Operator.ABOVE, Metadatum.of("number", 40)),
            is(Operator.AT_MOST, Metadatum.of("number", 40)),
            is(Operator.IN, Metadatum.of("nothing", true)))) {
      transaction.read(
          TENANT,
          jdbc -> {
            int[] fulfil = SourceQuery.of(scope()).fulfilling(condition).numbers(jdbc);
            int[] fail = SourceQuery.of(scope()).failing(condition).numbers(jdbc);
            assertThat(fulfil).as(condition.toString()).doesNotContain(fail);
            return assertThat(fulfil.length + fail.length).isEqualTo(DOCUMENTS + 3);
          });
    }
  }

  @Test
  void aConditionThatFewFulfilListsThemAndOneThatFewFailHidesThem() {
    assertThat(chosen(scope(is(Operator.IN, Metadatum.of("seven", "s1")))))
        .isInstanceOfSatisfying(
            Only.class, only -> assertThat(only.sources()).hasSizeBetween(10, 16));
    assertThat(chosen(scope(is(Operator.NOT_IN, Metadatum.of("number", 1)))))
        .isInstanceOfSatisfying(
            AllBut.class,
            but ->
                assertThat(Hidden.sources(but.hidden(), one -> true))
                    .hasSize(DOCUMENTS + 3 - open.size() + 1));
  }

  private static Condition is(Operator operator, Metadatum... values) {
    return new Condition(operator, List.of(values));
  }

  private Scope scope(Condition... conditions) {
    return new Scope(List.of(collection), List.of()).filtered(List.of(conditions));
  }

  private Principal passenger() {
    return new Principal(TENANT, "somebody", List.of("passengers"));
  }

  private SourceChoice chosen(Scope scope) {
    return transaction.read(TENANT, jdbc -> SourceChoice.of(jdbc, scope, passenger()));
  }

  private Retrieved ask(Scope scope, String text) {
    var properties = new RetrievalProperties(100, 0, 3, 0, Duration.ofSeconds(5), 192 * 1024);
    var retriever =
        new Retriever(
            transaction,
            encoder,
            generations,
            lineups,
            lexical,
            new DenseLeg(new DenseIndex(vectors, new SimpleMeterRegistry()), properties),
            properties,
            Clock.systemUTC());
    return Asker.retrieved(retriever.find(Asker.question(passenger(), scope, Legs.BOTH, text)));
  }
}
