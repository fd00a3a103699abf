package io.longshore.embedder.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.question.Passage;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.retrieval.Asker;
import io.longshore.embedder.vectors.VectorProperties;
import io.longshore.embedder.vectors.VectorRepository;
import io.longshore.local.process.Await;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.NestedRuntimeException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

@EmbedderTest
class SealerTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(400);
  private static final int DUE = 8;
  private static final Duration BOUND = Duration.ofSeconds(30);

  @Autowired Indexer indexer;
  @Autowired Generations generations;
  @Autowired BlobStore blobs;
  @Autowired TenantTransaction transaction;
  @Autowired Asker asker;

  private final Principal principal = new Principal(TENANTS.incrementAndGet(), "local", List.of());
  private final CollectionId collection = CollectionId.random();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private Sealer sealer;

  @BeforeEach
  void sealer() {
    var properties = new VectorProperties(DUE, 200, 20_000, DataSize.ofMegabytes(512));
    sealer = new Sealer(transaction, properties, now::get);
  }

  @Test
  void fewVectorsStayInTheRecentPart() {
    index("otter", 4);
    seal();
    assertThat(shards()).containsExactly(0);
  }

  @Test
  void manyAreMovedToAShardOfTheTenantsOwnAndStillFound() {
    index("otter", 10);
    List<String> before = find("otter 3");
    assertThat(before).isNotEmpty();
    seal();
    assertThat(shards()).hasSize(1).doesNotContain(0);
    assertThat(find("otter 3")).isEqualTo(before);
    index("badger", 2);
    assertThat(shards()).hasSize(2).contains(0);
    assertThat(find("badger 1").getFirst()).contains("badger 1");
  }

  @Test
  void fourShardsOfATierBecomeOneAndAreDroppedWhenTheyAreEmpty() {
    List<Integer> first = List.of(sealed("otter"), sealed("badger"), sealed("elk"));
    assertThat(shards()).containsExactlyElementsOf(first);
    int merged = sealed("hare");
    assertThat(shards()).containsExactly(merged).doesNotContainAnyElementsOf(first);
    assertThat(find("otter 3").getFirst()).contains("otter 3");
    assertThat(vectors()).isEqualTo(40);
    assertThat(first).as("searches may still read them").allMatch(this::table);
    assertThat(noted())
        .as("nobody searches them any more")
        .containsExactly("%d: 4, 40".formatted(merged));
    now.updateAndGet(time -> time.plus(Sealer.KEPT));
    seal();
    assertThat(first).noneMatch(this::table);
    assertThat(shards()).containsExactly(merged);
    assertThat(noted()).containsExactly("%d: 4, 40".formatted(merged));
  }

  @Test
  void searchesAndImportsMissNothingWhileShardsAreMerged() throws Exception {
    sealed("otter");
    var more = new AtomicBoolean(true);
    var searches =
        CompletableFuture.supplyAsync(() -> {
          int done = 0;
          for (; more.get(); done++) {
            assertThat(find("otter 3").getFirst()).contains("otter 3");
          }
          return done;
        });
    for (String animal : List.of("badger", "elk", "hare", "lynx", "vole", "wolf", "newt")) {
      sealed(animal);
    }
    more.set(false);
    assertThat(searches.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isGreaterThan(3);
    assertThat(vectors()).isEqualTo(80);
    assertThat(shards()).hasSize(2);
  }

  @Test
  void whatIsKilledWhileItMergesHasDoneNothingAndIsDoneLater() throws Exception {
    DocumentId otter = index("otter", 10);
    seal();
    sealed("badger");
    sealed("elk");
    index("lynx", 10);
    var sealing = new CompletableFuture<Void>();
    transaction.run(
        principal,
        jdbc -> {
          SourceRepository.lock(jdbc, otter);
          sealing.completeAsync(() -> {
            seal();
            return null;
          });
          Await.until(() -> killed(jdbc), BOUND);
        });
    assertThatThrownBy(() -> sealing.get(BOUND.toSeconds(), TimeUnit.SECONDS))
        .hasCauseInstanceOf(NestedRuntimeException.class);
    assertThat(shards()).hasSize(4).doesNotContain(0);
    assertThat(find("otter 3").getFirst()).contains("otter 3");
    seal();
    assertThat(shards()).hasSize(1);
    assertThat(vectors()).isEqualTo(40);
  }

  /** Whether somebody waited for this transaction and is no more. */
  private static boolean killed(JdbcClient jdbc) {
    return !jdbc.sql(
            """
            select pg_terminate_backend(pid) from pg_locks
            where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
            """)
        .query(Boolean.class)
        .list()
        .isEmpty();
  }

  @Test
  void aSealedDocumentIsDeletedAndReplacedLikeAnyOther() {
    DocumentId otter = index("otter", 10);
    DocumentId badger = index("badger", 10);
    seal();
    int shard = shards().getFirst();
    index(new TestDocument(blobs, principal, collection, badger, 2, "en", story("elk", 3)));
    indexer.erase(principal, otter, 2);
    assertThat(new HoldingRepository(transaction).of(principal, otter).values()).containsOnly(0L);
    assertThat(vectors()).isEqualTo(3);
    seal();
    now.updateAndGet(time -> time.plus(Sealer.KEPT));
    seal();
    assertThat(table(shard)).as("of nobody any more").isFalse();
  }

  @Test
  void aDocumentThatIsDeletedWhileItsShardIsBuiltLeavesNothing() throws Exception {
    DocumentId otter = index("otter", 10);
    index("badger", 10);
    var sealed = new CompletableFuture<Void>();
    transaction.run(
        principal,
        jdbc -> {
          indexer.erase(principal, otter, 2);
          sealed.completeAsync(() -> {
            seal();
            return null;
          });
          Await.until(() -> somebodyWaits(jdbc), BOUND);
        });
    sealed.get(BOUND.toSeconds(), TimeUnit.SECONDS);
    assertThat(new HoldingRepository(transaction).of(principal, otter).values()).containsOnly(0L);
    assertThat(shards()).hasSize(1).doesNotContain(0);
    assertThat(vectors()).isEqualTo(10);
  }

  private static boolean somebodyWaits(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select exists (select from pg_locks where not granted and locktype = 'transactionid')
            """)
        .query(Boolean.class)
        .single();
  }

  /** Indexes ten passages and seals; the shard that the last document lies in. */
  private int sealed(String animal) {
    DocumentId document = index(animal, 10);
    seal();
    return transaction.read(
        principal,
        jdbc ->
            jdbc.sql("select shard from source where document = :document")
                .param("document", document.value())
                .query(Integer.class)
                .single());
  }

  private void seal() {
    sealer.run(principal.tenant(), generations.current());
  }

  private DocumentId index(String animal, int sections) {
    var id = DocumentId.random();
    index(new TestDocument(blobs, principal, collection, id, 1, "en", story(animal, sections)));
    return id;
  }

  private void index(TestDocument document) {
    document.items().forEach(indexer::index);
  }

  /** A passage a section. */
  private static String story(String animal, int sections) {
    var story = new StringBuilder();
    for (int i = 0; i < sections; i++) {
      story.append("The %s %d went to river number%d and ate.\n\n".formatted(animal, i, i));
    }
    return story.toString().strip();
  }

  /** In which vectors of the tenant lie. */
  private List<Integer> shards() {
    return transaction.read(
        principal,
        jdbc ->
            jdbc.sql("select distinct shard from %s order by 1".formatted(vectorTable()))
                .query(Integer.class)
                .list());
  }

  /** What is noted of sealed shards: documents and passages of one collection. */
  private List<String> noted() {
    return transaction.read(
        principal,
        jdbc ->
            jdbc.sql("select format('%s: %s, %s', shard, sources, passages) from shard_collection")
                .query(String.class)
                .list());
  }

  private int vectors() {
    return transaction.read(
        principal,
        jdbc -> jdbc.sql("select count(*) from " + vectorTable()).query(Integer.class).single());
  }

  private boolean table(int shard) {
    return transaction.system(jdbc ->
        jdbc.sql("select to_regclass(:name) is not null")
            .param("name", vectorTable() + "_" + shard)
            .query(Boolean.class)
            .single());
  }

  private String vectorTable() {
    return VectorRepository.table(generations.current().no());
  }

  private List<String> find(String question) {
    return Asker.retrieved(asker.ask(principal, collection, question)).passages().stream()
        .map(Passage::text)
        .toList();
  }
}
