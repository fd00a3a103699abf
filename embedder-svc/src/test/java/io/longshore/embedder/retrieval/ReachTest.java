package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.generations.Searched;
import io.longshore.embedder.index.Indexing;
import io.longshore.embedder.index.Sealing;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.embedder.retrieval.ScopeRepository.Reach;
import io.longshore.embedder.retrieval.SourceChoice.AllBut;
import io.longshore.embedder.vectors.DenseIndex;
import io.longshore.embedder.vectors.Slice;
import io.longshore.embedder.vectors.Slice.Part;
import io.longshore.embedder.vectors.VectorProperties;
import io.longshore.embedder.vectors.VectorRepository;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.tenant.TenantTransaction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/** Two collections of a tenant in one sealed shard, and a recent document in the first of them. */
@EmbedderTest
class ReachTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(620);
  private static final int FIRST = 10;
  private static final int SECOND = 4;

  /** Scopes of so many passages are small. */
  private static final int SMALL = 8;

  @Autowired Indexing indexing;
  @Autowired BlobStore blobs;
  @Autowired TenantTransaction transaction;

  private final Principal principal = new Principal(TENANTS.incrementAndGet(), "local", List.of());
  private final CollectionId first = CollectionId.random();
  private final CollectionId second = CollectionId.random();
  private final VectorProperties properties =
      new VectorProperties(SMALL, 200, 20_000, DataSize.ofMegabytes(64));
  private final DenseLeg leg =
      new DenseLeg(
          new DenseIndex(properties, new SimpleMeterRegistry()),
          new RetrievalProperties(100, 10, 3, 0, Duration.ofSeconds(5), 192 * 1024));
  private int generation;

  @BeforeEach
  void sealedAndRecent() {
    for (int i = 0; i < FIRST; i++) {
      index(first, "The otter %d swam.\n\nThe badger %d dug.".formatted(i, i));
    }
    for (int i = 0; i < SECOND; i++) {
      index(second, "The elk %d ran.\n\nThe hare %d hid.".formatted(i, i));
    }
    generation =
        transaction.read(
            principal,
            jdbc ->
                jdbc.sql("select distinct generation from source").query(Integer.class).single());
    new Sealing(transaction, properties).run(principal.tenant(), generation);
    index(first, "The lynx slept.");
  }

  @Test
  void ofAllCollectionsOfAShardOnlyWhatIsRecentIsListed() {
    Reach reach = reach(first, second);
    assertThat(reach.complete()).isFalse();
    assertThat(reach.sources()).hasSize(1).allMatch(source -> source.shard() == Slice.RECENT);
    assertThat(reach.slices()).hasSize(2);
    assertThat(reach.noted()).extracting(Slice::part).hasOnlyElementsOfType(Part.All.class);
    assertThat(reach.noted()).extracting(Slice::passages).containsExactly(2 * (FIRST + SECOND));
    assertThat(found(reach)).hasSize(2 * (FIRST + SECOND) + 1);
  }

  @Test
  void ofOneCollectionTheOthersPassagesAreNotFound() {
    Reach reach = reach(first);
    assertThat(reach.complete()).isFalse();
    assertThat(reach.sources()).hasSize(1);
    assertThat(found(reach)).hasSize(2 * FIRST + 1);
    assertThat(reach.noted().getFirst().part()).isInstanceOf(Part.Collections.class);
  }

  @Test
  void ofFewDocumentsAllAreListedAndEachIsSearchedOnce() {
    Reach reach = reach(second);
    assertThat(reach.complete()).isTrue();
    assertThat(reach.sources()).hasSize(SECOND);
    assertThat(reach.slices()).hasSize(1);
    assertThat(found(reach)).hasSize(2 * SECOND);
  }

  @Test
  void documentsThatAreNamedAreListed() {
    Reach reach =
        transaction.read(
            principal,
            jdbc -> {
              int named =
                  jdbc.sql("select no from source where shard <> 0 limit 1")
                      .query(Integer.class)
                      .single();
              return of(ScopeRepository.reach(jdbc, new int[] {named}));
            });
    assertThat(reach.noted()).isEmpty();
    assertThat(reach.sources()).hasSize(1);
    assertThat(found(reach)).hasSize(2);
  }

  @Test
  void aCollectionThatIsSearchedInAnotherGenerationIsNotFoundInShardsOfThisOne() {
    transaction.run(
        principal,
        jdbc -> {
          int other =
              jdbc.sql(
                      """
                      insert into generation (key, model, dimensions, passage_tokens)
                      values (:key, 'none', 384, 128) returning no
                      """)
                  .param("key", "reach-test/" + principal.tenant())
                  .query(Integer.class)
                  .single();
          VectorRepository.create(jdbc, other, 384);
          jdbc.sql(
                  """
                  insert into lineup (collection, serving, strays) values (:collection, :other, false)
                  """)
              .param("collection", first.value())
              .param("other", other)
              .update();
        });
    Reach reach = reach(first, second);
    assertThat(reach.noted()).isEmpty();
    assertThat(reach.sources()).hasSize(SECOND);
    assertThat(found(reach)).hasSize(2 * SECOND);
    boolean candidates =
        transaction.read(
            principal,
            jdbc -> {
              Searched.inCandidates(jdbc);
              return leg.reach(jdbc, List.of(first), new AllBut(List.of())).isEmpty();
            });
    assertThat(candidates).as("there is no candidate").isTrue();
  }

  private Reach reach(CollectionId... collections) {
    return transaction.read(
        principal, jdbc -> of(leg.reach(jdbc, List.of(collections), new AllBut(List.of()))));
  }

  private Reach of(Map<Integer, Reach> reaches) {
    return Objects.requireNonNull(reaches.get(generation));
  }

  private Set<PassageKey> found(Reach reach) {
    float[] to = new float[384];
    to[0] = 1;
    return transaction.read(
        principal,
        jdbc ->
            leg.search(jdbc, Map.of(generation, reach), List.of(), to, 100, 0).passages().keySet());
  }

  private void index(CollectionId collection, String text) {
    new TestDocument(blobs, principal, collection, DocumentId.random(), 1, "en", text)
        .items()
        .forEach(indexing::index);
  }
}
