package io.longshore.embedder.lexical;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Prints how quickly passages of many short documents of one tenant are found by their words, how
 * many of the best that exact scores name are among them, and how quickly they are written. How to
 * run it stands in RATIONALE.md.
 */
@EmbedderTest
@EnabledIfSystemProperty(named = "full", matches = ".*", disabledReason = "only with -Dfull")
class LexicalBenchmark {
  private static final int TENANT = 61;
  private static final int BATCH = 500;
  private static final int LONGEST_DOCUMENT = 5;

  /** Of every fourth question each, as real ones of four sets have after their stop words. */
  private static final int[] WORDS = {4, 5, 7, 18};

  private static final int QUESTIONS = 240;

  /** Questions whose recall is looked at. */
  private static final int CHECKED = 60;

  private static final int K = 100;

  /** So many passages are written document by document; the words of the others by the merger. */
  private static final int ALONE = 30_000;

  /** Documents of a small scope. */
  private static final int FEW = 3;

  private static final int[] SIZES = {100_000, 300_000, 1_000_000};

  @Autowired TenantTransaction transaction;
  @Autowired LexicalIndex index;

  private final int most = Integer.getInteger("longshore.benchmark.passages", SIZES[0]);
  private final ZipfCorpus corpus = new ZipfCorpus();
  private final CollectionId collection = CollectionId.random();

  /** Number of a source → number of its first passage in the corpus. */
  private final List<Integer> sources = new ArrayList<>();

  private final List<Integer> firsts = new ArrayList<>();
  private final List<DocumentId> documents = new ArrayList<>();
  private final SplittableRandom sizes = new SplittableRandom(1);
  private int passages;
  private int merged;
  private int steps;

  /** The first different words of a passage. */
  private record Asked(int passage, int count) {
    int[] words(ZipfCorpus corpus) {
      return corpus.question(passage, count);
    }
  }

  @Test
  void print() {
    long start = System.nanoTime();
    while (passages < ALONE) {
      insert(true);
    }
    figure("%d documents alone: %.0f passages/s", sources.size(), passages / seconds(start));
    for (int size : SIZES) {
      if (size <= most) {
        grow(size);
        print(questions());
      }
    }
    insert(true);
    ask(BATCH + " documents not merged yet", questions());
  }

  private void grow(int size) {
    while (passages < size) {
      insert(false);
    }
    int unmerged = passages - merged;
    long start = System.nanoTime();
    while (transaction.call(TENANT, Merger::step) > 0) {
      steps++;
    }
    merged = passages;
    figure(
        "%d documents, %d passages; merged: %.0f passages/s, %d steps until now",
        sources.size(), passages, unmerged / seconds(start), steps);
  }

  private void print(List<Asked> questions) {
    String stored =
        transaction.read(
            TENANT,
            jdbc ->
                jdbc.sql(
                        """
                        select format('%s rows, %s postings, %s MB, indexes %s MB', count(*), sum(n),
                          pg_table_size('posting') / 1000000, pg_indexes_size('posting') / 1000000)
                        from posting
                        """)
                    .query(String.class)
                    .single());
    figure("%s", stored);
    List<Double> read = questions.stream().map(this::postings).toList();
    figure("postings a question: p50 %.0f, p95 %.0f", quantile(read, 0.5), quantile(read, 0.95));
    ask("first time", questions);
    ask("again", questions);
    recall(questions.subList(0, CHECKED));
  }

  private double postings(Asked question) {
    String text = ZipfCorpus.text(question.words(corpus));
    return transaction.read(
        TENANT,
        jdbc -> {
          Segments scope = index.segments(jdbc, List.of(collection));
          var words = new QuestionWords(text, scope.languages(), WORDS[WORDS.length - 1]);
          return PostingRepository.frequencies(jdbc, words.terms(), scope.ranges())
              .values()
              .stream()
              .mapToDouble(Long::doubleValue)
              .sum();
        });
  }

  private List<Asked> questions() {
    var random = new SplittableRandom(2);
    List<Asked> questions = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      questions.add(new Asked(random.nextInt(passages), WORDS[i % WORDS.length]));
    }
    return questions;
  }

  private void ask(String what, List<Asked> questions) {
    List<Double> all = new ArrayList<>();
    List<Double> few = new ArrayList<>();
    for (Asked question : questions) {
      all.add(millis(question, List.of()));
      int at = at(question.passage);
      few.add(millis(question, documents.subList(Math.max(0, at - FEW + 1), at + 1)));
    }
    figure("%s, all: p50 %.1f ms, p95 %.1f ms", what, quantile(all, 0.5), quantile(all, 0.95));
    figure("%s, few: p50 %.1f ms, p95 %.1f ms", what, quantile(few, 0.5), quantile(few, 0.95));
  }

  private double millis(Asked question, List<DocumentId> only) {
    long start = System.nanoTime();
    find(question, only);
    return seconds(start) * 1000;
  }

  private List<PassageKey> find(Asked question, List<DocumentId> only) {
    return transaction.read(
        TENANT,
        jdbc -> {
          Segments scope = StoredDocuments.segments(jdbc, index, collection, only);
          return index.search(jdbc, ZipfCorpus.text(question.words(corpus)), scope).best(jdbc, K);
        });
  }

  /** Place of the document that has a passage. */
  private int at(int passage) {
    int at = Collections.binarySearch(firsts, passage);
    return at < 0 ? -at - 2 : at;
  }

  private void recall(List<Asked> questions) {
    var exact =
        new ExactScores(
            corpus, passages, questions.stream().map(question -> question.words(corpus)).toList());
    double found = 0;
    for (int i = 0; i < questions.size(); i++) {
      Set<Integer> numbers = new HashSet<>();
      for (PassageKey key : find(questions.get(i), List.of())) {
        int document = Collections.binarySearch(sources, key.source());
        numbers.add(firsts.get(document) + key.ordinal());
      }
      found += exact.recall(i, K, numbers);
    }
    figure("recall@%d %.4f", K, found / questions.size());
  }

  /** A batch of documents; with their words, or as the merger finds them after an update. */
  private void insert(boolean withWords) {
    int[] counts = sizes.ints(BATCH, 1, LONGEST_DOCUMENT + 1).toArray();
    transaction.run(
        TENANT,
        jdbc -> {
          List<Integer> numbers = insert(jdbc, counts);
          for (int i = 0; withWords && i < counts.length; i++) {
            jdbc.sql("update source set segment = no, terms = :terms where no = :source")
                .param("terms", index.add(jdbc, numbers.get(i), counts[i], "en"))
                .param("source", numbers.get(i))
                .update();
          }
        });
  }

  private List<Integer> insert(JdbcClient jdbc, int[] counts) {
    jdbc.sql(
            """
            insert into generation (key, model, dimensions, passage_tokens)
            values ('benchmark', 'none', 384, 128) on conflict do nothing
            """)
        .update();
    List<DocumentId> batch = Stream.generate(DocumentId::random).limit(counts.length).toList();
    List<Integer> numbers =
        jdbc.sql(
                """
                insert into source (document, version, generation, collection, owner, name, language,
                  text_hash, text_blob, structure_blob, items, items_done, passages, live)
                select d, 1, (select no from generation where key = 'benchmark'), :collection, 'local',
                  'a.txt', 'en', 'hash', 'text', 'structure', 1, 1, n, true
                from unnest(:documents::uuid[], :counts) as g(d, n) returning no
                """)
            .param("collection", collection.value())
            .param("documents", batch.stream().map(DocumentId::toString).toArray(String[]::new))
            .param("counts", counts)
            .query(Integer.class)
            .list();
    List<Integer> of = new ArrayList<>();
    List<Integer> ordinals = new ArrayList<>();
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      documents.add(batch.get(i));
      sources.add(numbers.get(i));
      firsts.add(passages);
      for (int ordinal = 0; ordinal < counts[i]; ordinal++) {
        of.add(numbers.get(i));
        ordinals.add(ordinal);
        bodies.add(ZipfCorpus.text(corpus.passage(passages++)));
      }
    }
    jdbc.sql(
            """
            insert into passage (source, ordinal, "start", "end", headings, body)
            select s, o, 0, 1, '', b from unnest(:sources, :ordinals, :bodies) as g(s, o, b)
            """)
        .param("sources", of.toArray(Integer[]::new))
        .param("ordinals", ordinals.toArray(Integer[]::new))
        .param("bodies", bodies.toArray(String[]::new))
        .update();
    return numbers;
  }

  private static double quantile(List<Double> all, double share) {
    double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) (share * (sorted.length - 1))];
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void figure(String format, Object... values) {
    System.out.printf("figure: " + format + "%n", values);
  }
}
