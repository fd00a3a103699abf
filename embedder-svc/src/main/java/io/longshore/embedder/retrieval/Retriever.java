package io.longshore.embedder.retrieval;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.Limits;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.question.Options.Legs;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.RetrievalSettings.Aggregation;
import io.longshore.contracts.question.Retrieved;
import io.longshore.embedder.generations.Generation;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.generations.Searched;
import io.longshore.embedder.lexical.LexicalIndex;
import io.longshore.embedder.lexical.LexicalScores;
import io.longshore.embedder.lexical.Segments;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.embedder.retrieval.DenseLeg.Cosines;
import io.longshore.embedder.retrieval.DocumentScores.Scored;
import io.longshore.embedder.retrieval.Fusion.Fused;
import io.longshore.embedder.retrieval.ScopeRepository.Reach;
import io.longshore.embedder.retrieval.SourceChoice.AllBut;
import io.longshore.embedder.retrieval.SourceChoice.Only;
import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.EncoderInfo;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.runtime.timing.Timings;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds passages for a question: by its words, and by its vector while there is a model, or by one
 * of these alone where the question asks for that.
 */
final class Retriever {
  /** Said when the model can't be asked: only the words were searched. */
  static final String WITHOUT_MODEL = Rooms.EMBEDDER + ":" + ModelUnavailable.CODE;

  /**
   * Said when some documents have vectors of another model: they were found by their words alone.
   */
  static final String REINDEXING = Rooms.EMBEDDER + ":reindexing";

  /** Said when no document fulfils the question's conditions. */
  static final String FILTER = Rooms.EMBEDDER + ":filter-leaves-nothing";

  /** Passages that a document is shown with, where there is room for so many of each. */
  private static final int DOCUMENT_PASSAGES = 3;

  private final TenantTransaction transaction;
  private final Encoder encoder;
  private final Generations generations;
  private final Lineups lineups;
  private final LexicalIndex lexical;
  private final DenseLeg dense;
  private final RetrievalProperties properties;
  private final Clock clock;

  Retriever(
      TenantTransaction transaction,
      Encoder encoder,
      Generations generations,
      Lineups lineups,
      LexicalIndex lexical,
      DenseLeg dense,
      RetrievalProperties properties,
      Clock clock) {
    this.transaction = transaction;
    this.encoder = encoder;
    this.generations = generations;
    this.lineups = lineups;
    this.lexical = lexical;
    this.dense = dense;
    this.properties = properties;
    this.clock = clock;
  }

  /** The question with its passages, what was missing, and how long it took. */
  Question find(Question question) {
    return find(question, null).orElseThrow();
  }

  /**
   * As if its collection were switched to its candidate, behind all that somebody waits for; empty
   * when that is no candidate any more, or lacks documents.
   */
  Optional<Question> findIn(Generation candidate, Question question) {
    return find(question, candidate);
  }

  private Optional<Question> find(Question question, @Nullable Generation candidate) {
    boolean inCandidate = candidate != null;
    var timings = Timings.start(Rooms.EMBEDDER);
    Question known = question;
    Vector vector = null;
    try {
      if (question.options().legs() != Legs.LEXICAL) {
        vector =
            timings.model(
                () -> embed(question, inCandidate ? Priority.INGESTION : Priority.QUESTION));
      }
    } catch (ModelUnavailable | ModelRefused e) {
      known = known.withDegraded(WITHOUT_MODEL);
    }
    Vector asked = vector;
    Question searched = known;
    Optional<Found> found =
        timings.sql(() ->
            transaction.read(
                question.principal(), jdbc -> search(jdbc, question, asked, candidate)));
    return found.map(one -> with(one, searched, inCandidate).withTimings(timings.millis()));
  }

  private static Question with(Found found, Question known, boolean inCandidate) {
    Question said = found.isOutdated() && !inCandidate ? known.withDegraded(REINDEXING) : known;
    boolean filtered = !known.scope().filter().isEmpty();
    return (filtered && found.retrieved().documents() == 0 ? said.withDegraded(FILTER) : said)
        .withRetrieved(found.retrieved());
  }

  private Optional<Found> search(
      JdbcClient jdbc, Question question, @Nullable Vector asked, @Nullable Generation candidate) {
    if (candidate != null) {
      CollectionId collection = question.scope().collections().getFirst();
      if (lineups.complete(jdbc, collection).filter(candidate::equals).isEmpty()) {
        return Optional.empty();
      }
      Searched.inCandidates(jdbc);
    }
    return Optional.of(new Search(jdbc, question, asked).run());
  }

  private Vector embed(Question question, Priority priority) {
    Generation standard = generations.current();
    var bound = Bound.halfUntil(question.deadline(), clock.instant(), properties.modelWithin());
    float[] vector =
        encoder
            .embed(List.of(question.standalone()), Kind.QUERY, priority, bound)
            .getFirst()
            .vector();
    return new Vector(encoder.info(), standard, vector);
  }

  @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next
  private record Vector(EncoderInfo model, Generation standard, float[] values) {}

  private record Found(Retrieved retrieved, boolean isOutdated) {}

  /** One search inside of one snapshot. */
  private final class Search {
    private final JdbcClient jdbc;
    private final Question question;
    private final @Nullable Vector vector;
    private final SourceChoice chosen;
    private final Settings settings;
    private Map<Integer, SearchedSource> sources = Map.of();
    private Set<PassageKey> firsts = Set.of();

    Search(JdbcClient jdbc, Question question, @Nullable Vector vector) {
      this.jdbc = jdbc;
      this.question = question;
      this.vector = vector;
      this.chosen = SourceChoice.of(jdbc, question.scope(), question.principal());
      this.settings = Settings.of(question, properties);
    }

    Found run() {
      List<CollectionId> collections = question.scope().collections();
      Segments segments =
          switch (chosen) {
            case Only(var sources) -> lexical.segments(jdbc, sources);
            case AllBut but -> lexical.segments(jdbc, collections, but.members());
          };
      boolean byWords = question.options().legs() != Legs.DENSE;
      LexicalScores words = lexical.search(jdbc, byWords ? question.standalone() : "", segments);
      List<Candidate> candidates = candidates(words);
      List<Passage> passages =
          question.options().findsDocuments()
              ? documents(candidates)
              : passages(Fusion.fuse(candidates, settings));
      List<Generation> serving = vector == null ? List.of() : serving(vector);
      Set<Integer> numbers = serving.stream().map(Generation::no).collect(Collectors.toSet());
      String keys = serving.stream().map(Generation::key).collect(Collectors.joining(" "));
      return new Found(
          new Retrieved(passages, keys, segments.documents(), segments.passages()),
          vector != null && segments.hasOthersThan(numbers));
    }

    private List<Candidate> candidates(LexicalScores words) {
      Set<PassageKey> found = new LinkedHashSet<>(words.best(jdbc, settings.candidates()));
      Map<Integer, Reach> reaches = vector == null ? Map.of() : reaches(vector);
      float[] to = vector == null ? new float[0] : vector.values();
      Cosines cosines = dense.search(jdbc, reaches, found, to, settings.candidates(), ofEach());
      found.addAll(cosines.passages().keySet());
      if (settings.aggregation() == Aggregation.FIRST && question.options().findsDocuments()) {
        firsts = ScopeRepository.firstPassages(jdbc, sources(found.stream()));
        found.addAll(firsts);
        cosines = cosines.and(DenseLeg.cosines(jdbc, reaches, firsts, to));
      }
      words.locate(jdbc, found);
      sources = ScopeRepository.sources(jdbc, sources(found.stream()));
      Cosines known = cosines;
      return found.stream()
          .map(key ->
              new Candidate(
                  key,
                  source(key.source()).language(),
                  known.passage(key),
                  words.score(key),
                  words.document(key),
                  words.documentCoverage(key),
                  known.document(key),
                  words.coverage(key)))
          .toList();
    }

    /** How many passages of each document that is found are looked at. */
    private int ofEach() {
      return question.options().findsDocuments() && settings.aggregation() == Aggregation.MEAN
          ? settings.aggregated()
          : 0;
    }

    private static int[] sources(Stream<PassageKey> keys) {
      return keys.mapToInt(PassageKey::source).distinct().toArray();
    }

    private SearchedSource source(int no) {
      return Objects.requireNonNull(sources.get(no));
    }

    /** Those of the scope's collections that the question's vector can be compared with. */
    private List<Generation> serving(Vector to) {
      List<CollectionId> collections = question.scope().collections();
      return lineups.serving(jdbc, collections, to.standard()).stream()
          .filter(generation -> generation.isOf(to.model()))
          .toList();
    }

    /** What the scope has in generations that the question's vector can be compared with. */
    private Map<Integer, Reach> reaches(Vector to) {
      Map<Integer, Reach> all = dense.reach(jdbc, question.scope().collections(), chosen);
      all.keySet().removeIf(generation -> !generations.get(jdbc, generation).isOf(to.model()));
      return all;
    }

    /**
     * The best documents, each with its best passages, as many as a record holds: the best one of
     * each document, then the second one of each.
     */
    private List<Passage> documents(List<Candidate> candidates) {
      int k = question.options().k();
      int ofEach = Math.clamp(Limits.RETRIEVED_PASSAGES / k, 1, DOCUMENT_PASSAGES);
      List<Scored> best =
          DocumentScores.order(Fusion.fuse(candidates, settings), settings, firsts).stream()
              .limit(k)
              .toList();
      Map<Integer, Double> scores = new HashMap<>();
      best.forEach(document -> scores.put(document.source(), document.score()));
      return passages(DocumentScores.inTurns(best, ofEach), scores);
    }

    private List<Passage> passages(List<Fused> best) {
      return passages(best.subList(0, Math.min(best.size(), Limits.RETRIEVED_PASSAGES)), Map.of());
    }

    private List<Passage> passages(List<Fused> best, Map<Integer, Double> documents) {
      return new FoundPassages(sources, documents).of(jdbc, best, properties.passageBytes());
    }
  }
}
