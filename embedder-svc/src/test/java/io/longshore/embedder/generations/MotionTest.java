package io.longshore.embedder.generations;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.generation.CollectionGeneration;
import io.longshore.contracts.generation.CollectionGeneration.State;
import io.longshore.contracts.generation.GenerationRecipe;
import io.longshore.contracts.generation.GenerationsRequest;
import io.longshore.contracts.generation.GenerationsRequest.Verb;
import io.longshore.contracts.question.Options.Legs;
import io.longshore.contracts.question.Question;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.WordEncoder;
import io.longshore.embedder.index.Indexing;
import io.longshore.embedder.index.Sealing;
import io.longshore.embedder.retrieval.Asker;
import io.longshore.embedder.vectors.VectorProperties;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/**
 * Threads import, replace, delete and search all the time while a collection's generations move.
 */
@EmbedderTest
class MotionTest {
  private static final String STANDARD = "separate-128-passages";
  private static final String LATE = "late-64-passages";

  /** Documents that come in between two steps. */
  private static final int BETWEEN = 4;

  @Autowired TenantTransaction transaction;
  @Autowired WordEncoder encoder;
  @Autowired Generations generations;
  @Autowired Lineups lineups;
  @Autowired BlobStore blobs;
  @Autowired Indexing indexing;
  @Autowired Asker asker;

  private final Principal principal = new Principal(990, "local", List.of());
  private final CollectionId collection = CollectionId.random();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();

  /** Words of documents that were said to be searchable, and of such that are erased. */
  private final Map<String, DocumentId> words = new ConcurrentHashMap<>();

  private final Queue<String> erased = new ConcurrentLinkedQueue<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Semaphore progress = new Semaphore(0);
  private volatile boolean running = true;
  private GenerationDesk desk;
  private Sealing sealing;

  @BeforeEach
  void open() {
    desk = new GenerationDesk(transaction, generations, lineups);
    sealing =
        new Sealing(transaction, new VectorProperties(8, 200, 20_000, DataSize.ofMegabytes(64)));
  }

  @AfterEach
  void stop() {
    running = false;
  }

  @Test
  void nothingIsMissingAndNothingFailsWhileAGenerationIsBuiltSwitchedToRolledBackAndDropped()
      throws InterruptedException {
    IntStream.range(0, 8).forEach(i -> write());
    progress.drainPermits();
    List<Thread> threads =
        Stream.<Runnable>of(this::write, this::write, this::read, this::read, this::keepUp)
            .map(work -> Thread.ofPlatform().start(() -> again(work)))
            .toList();
    desk.reply(
        principal,
        new GenerationsRequest(
            collection, Verb.BUILD, null, new GenerationRecipe(null, 64, "late", null)));
    more();
    switchTo(LATE);
    more();
    switchTo(STANDARD);
    more();
    ask(Verb.DROP, LATE);
    more();
    indexing.upkeep();
    more();
    running = false;
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).isEmpty();
    words.keySet().forEach(this::find);
    assertThat(wrong).isEmpty();
    assertThat(asked).hasValueGreaterThan(words.size());
    assertThat(ask(Verb.LIST, null))
        .singleElement()
        .matches(one -> one.documents() == words.size() && one.state() == State.SERVING);
    words.values().forEach(document -> indexing.erase(principal, document, 9));
  }

  private void again(Runnable work) {
    while (running) {
      try {
        work.run();
      } catch (RuntimeException e) {
        wrong.add(e.toString());
      }
    }
  }

  /** A new document, of one item or of several; now and then one more version, or a deletion. */
  private void write() {
    int number = numbers.incrementAndGet();
    DocumentId document = DocumentId.random();
    write(document, 1, number);
    if (number % 5 == 0) {
      words.remove(word(number));
      write(document, 2, numbers.incrementAndGet());
      erased.add(word(number));
    } else if (number % 7 == 0) {
      words.remove(word(number));
      indexing.erase(principal, document, 2);
      erased.add(word(number));
    }
    progress.release();
  }

  private void write(DocumentId document, int version, int number) {
    String section = "It is about %s. ".formatted(word(number)) + "Otters swim far. ".repeat(12);
    String text = (section + "\n\n").repeat(number % 4 == 0 ? 24 : 1);
    var given = new TestDocument(blobs, principal, collection, document, version, "en", text);
    boolean searchable = false;
    for (var item : given.items()) {
      searchable = indexing.index(item);
    }
    if (searchable) {
      words.put(word(number), document);
    }
  }

  private static String word(int number) {
    return "subject" + number;
  }

  /** As it runs beside all else: brings over, seals, merges. */
  private void keepUp() {
    indexing.upkeep();
    generations
        .uses()
        .forEach((generation, tenants) -> {
          if (tenants.contains(principal.tenant())) {
            sealing.run(principal.tenant(), generation.no());
          }
        });
  }

  private void read() {
    List<String> known = List.copyOf(words.keySet());
    find(known.get(ThreadLocalRandom.current().nextInt(known.size())));
    String gone = erased.poll(); // and to the end: the next time another one
    if (gone != null) {
      erased.add(gone);
    }
    if (gone != null && finds(Legs.LEXICAL, gone)) {
      wrong.add(gone + " is found though it is erased");
    }
  }

  /** Unless it is replaced or erased meanwhile. */
  private void find(String word) {
    for (Legs legs : List.of(Legs.LEXICAL, Legs.DENSE)) {
      if (!finds(legs, word) && words.containsKey(word)) {
        wrong.add("%s is missing: %s %s".formatted(word, legs, ask(Verb.LIST, null)));
      }
    }
  }

  private boolean finds(Legs legs, String word) {
    asked.incrementAndGet();
    Question answered = asker.ask(principal, collection, legs, word);
    if (!answered.degraded().isEmpty()) {
      wrong.add(answered.degraded().toString());
    }
    return Asker.retrieved(answered).passages().stream()
        .anyMatch(passage -> passage.text().contains(word + "."));
  }

  private void more() throws InterruptedException {
    progress.drainPermits();
    assertThat(progress.tryAcquire(BETWEEN, 60, TimeUnit.SECONDS)).isTrue();
  }

  /**
   * As often as it takes: documents that were half in when the candidate came are still missing.
   */
  private void switchTo(String id) {
    for (int tries = 0; tries < 20; tries++) {
      try {
        assertThat(ask(Verb.SWITCH, id).getFirst().id()).isEqualTo(id);
        return;
      } catch (Poison e) {
        assertThat(e.code()).isEqualTo(GenerationsRequest.NOT_READY);
        indexing.upkeep();
      }
    }
    throw new AssertionError("never ready: " + ask(Verb.LIST, null));
  }

  private List<CollectionGeneration> ask(Verb verb, @Nullable String id) {
    return desk.reply(principal, new GenerationsRequest(collection, verb, id, null)).generations();
  }
}
