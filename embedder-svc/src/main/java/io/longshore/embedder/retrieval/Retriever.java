package io.longshore.embedder.retrieval;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.Limits;
import io.longshore.contracts.PassageId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Span;
import io.longshore.contracts.question.Options.Legs;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
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
import io.longshore.embedder.retrieval.Fusion.Fused;
import io.longshore.embedder.retrieval.ScopeRepository.Reach;
import io.longshore.embedder.retrieval.ScopeRepository.StoredPassage;
import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.EncoderInfo;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.runtime.timing.Timings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
    return find(question, false);
  }

  /**
   * As if the collections were switched to their candidates, behind all that somebody waits for.
   */
  Question findInCandidate(Question question) {
    return find(question, true);
  }

  private Question find(Question question, boolean inCandidate) {
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
    Found found =
        timings.sql(() ->
            transaction.read(
                question.principal(),
                jdbc -> {
                  if (inCandidate) {
                    Searched.inCandidates(jdbc);
                  }
                  return new Search(jdbc, question, asked).run();
                }));
    known = found.isOutdated() && !inCandidate ? known.withDegraded(REINDEXING) : known;
    return known.withRetrieved(found.retrieved()).withTimings(timings.millis());
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
    private final Optional<int[]> chosen;

    Search(JdbcClient jdbc, Question question, @Nullable Vector vector) {
      this.jdbc = jdbc;
      this.question = question;
      this.vector = vector;
      this.chosen = SourceChoice.of(jdbc, question.scope(), question.principal());
    }

    Found run() {
      Segments segments =
          chosen
              .map(sources -> lexical.segments(jdbc, sources))
              .orElseGet(() -> lexical.segments(jdbc, question.scope().collections()));
      boolean byWords = question.options().legs() != Legs.DENSE;
      LexicalScores words = lexical.search(jdbc, byWords ? question.standalone() : "", segments);
      List<Fused> best = Fusion.fuse(candidates(words), properties.documentVectorWeight());
      List<Passage> passages =
          passages(best.subList(0, Math.min(best.size(), Limits.RETRIEVED_PASSAGES)));
      List<Generation> serving = vector == null ? List.of() : serving(vector);
      Set<Integer> numbers = serving.stream().map(Generation::no).collect(Collectors.toSet());
      String keys = serving.stream().map(Generation::key).collect(Collectors.joining(" "));
      return new Found(
          new Retrieved(passages, keys, segments.documents(), segments.passages()),
          vector != null && segments.hasOthersThan(numbers));
    }

    private List<Candidate> candidates(LexicalScores words) {
      Set<PassageKey> found = new LinkedHashSet<>(words.best(jdbc, properties.candidates()));
      Cosines cosines = vector == null ? Cosines.NONE : cosines(vector, found);
      found.addAll(cosines.passages().keySet());
      words.locate(jdbc, found);
      return found.stream()
          .map(key ->
              new Candidate(
                  key,
                  cosines.passage(key),
                  words.score(key),
                  words.document(key),
                  words.documentCoverage(key),
                  cosines.document(key),
                  words.coverage(key)))
          .toList();
    }

    /** Those of the scope's collections that the question's vector can be compared with. */
    private List<Generation> serving(Vector to) {
      List<CollectionId> collections = question.scope().collections();
      return lineups.serving(jdbc, collections, to.standard()).stream()
          .filter(generation -> generation.isOf(to.model()))
          .toList();
    }

    private Cosines cosines(Vector to, Set<PassageKey> given) {
      Cosines all = Cosines.NONE;
      Map<Integer, Reach> reaches =
          chosen
              .map(sources -> ScopeRepository.reach(jdbc, sources))
              .orElseGet(() -> dense.reach(jdbc, question.scope().collections()));
      for (var reach : reaches.entrySet()) {
        int generation = reach.getKey();
        if (generations.get(jdbc, generation).isOf(to.model())) {
          all = all.and(dense.search(jdbc, generation, reach.getValue(), given, to.values()));
        }
      }
      return all;
    }

    private List<Passage> passages(List<Fused> best) {
      List<PassageKey> keys = best.stream().map(fused -> fused.candidate().key()).toList();
      Map<PassageKey, StoredPassage> stored = ScopeRepository.passages(jdbc, keys);
      Map<Integer, SearchedSource> sources =
          ScopeRepository.sources(
              jdbc, keys.stream().mapToInt(PassageKey::source).distinct().toArray());
      List<Passage> passages = new ArrayList<>();
      int bytes = 0;
      for (Fused fused : best) {
        PassageKey key = fused.candidate().key();
        StoredPassage passage = Objects.requireNonNull(stored.get(key));
        bytes += jsonBytes(passage);
        if (bytes > properties.passageBytes()) {
          break;
        }
        SearchedSource source = Objects.requireNonNull(sources.get(key.source()));
        passages.add(passage(source, passage, fused));
      }
      return passages;
    }

    private Passage passage(SearchedSource source, StoredPassage stored, Fused fused) {
      Candidate candidate = fused.candidate();
      var span = new Span(source.document(), source.textHash(), stored.start(), stored.end());
      return new Passage(
          id(source, span),
          span,
          source.name(),
          stored.text(),
          source.language(),
          stored.headings(),
          stored.page(),
          fused.score(),
          candidate.dense(),
          candidate.lexical() > 0 ? candidate.lexical() : null,
          candidate.coverage());
    }
  }

  /** The same for the same span of the same version, whenever and wherever it was indexed. */
  private static PassageId id(SearchedSource source, Span span) {
    String name =
        "%s/%d/%d/%d".formatted(span.document(), source.version(), span.start(), span.end());
    return new PassageId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  /** An upper bound that is right for all but control characters. */
  private static int jsonBytes(StoredPassage passage) {
    int fixed = 1024;
    String words = String.join("\n", passage.headings()) + passage.text();
    long escapes = words.chars().filter(c -> c < 0x20 || c == '"' || c == '\\').count();
    return fixed + words.getBytes(StandardCharsets.UTF_8).length + (int) escapes;
  }
}
