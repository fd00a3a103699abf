package io.longshore.runtime.json;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.ConversationId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.PassageId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Progress;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Span;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Cancelled;
import io.longshore.contracts.answer.Citation;
import io.longshore.contracts.answer.Explanation;
import io.longshore.contracts.answer.Failed;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.answer.Step;
import io.longshore.contracts.answer.Tokens;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.DocumentParsed;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.contracts.document.ForgetTenant;
import io.longshore.contracts.document.Holdings;
import io.longshore.contracts.document.HoldingsRequest;
import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.contracts.document.Structure;
import io.longshore.contracts.embedding.Embedded;
import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.embedding.LongMode;
import io.longshore.contracts.embedding.TextKind;
import io.longshore.contracts.embedding.TextVector;
import io.longshore.contracts.generation.CollectionGeneration;
import io.longshore.contracts.generation.CollectionGeneration.State;
import io.longshore.contracts.generation.CollectionGenerations;
import io.longshore.contracts.generation.GenerationComparison;
import io.longshore.contracts.generation.GenerationComparison.Difference;
import io.longshore.contracts.generation.GenerationComparison.Mean;
import io.longshore.contracts.generation.GenerationRecipe;
import io.longshore.contracts.generation.GenerationsRequest;
import io.longshore.contracts.generation.GenerationsRequest.Verb;
import io.longshore.contracts.question.Condition;
import io.longshore.contracts.question.Condition.Operator;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Ranked;
import io.longshore.contracts.question.Recalled;
import io.longshore.contracts.question.Retrieved;
import io.longshore.contracts.question.Scope;
import io.longshore.contracts.question.Turn;
import io.longshore.contracts.request.Reply;
import io.longshore.contracts.request.Request;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the golden files hold: every record that travels, and every shape of it. */
final class GoldenRecords {
  private static final Instant AT = Instant.parse("2026-11-25T10:15:30.250Z");
  private static final String HASH =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  private static final Principal PRINCIPAL = new Principal(1, "local", List.of("readers"));
  private static final DocumentId DOCUMENT = DocumentId.of("0d0c0000-0000-4000-8000-000000000001");
  private static final CollectionId COLLECTION =
      CollectionId.of("c0110000-0000-4000-8000-000000000001");
  private static final QuestionId QUESTION = QuestionId.of("90e50000-0000-4000-8000-000000000001");
  private static final UUID REQUEST = UUID.fromString("4e900000-0000-4000-8000-000000000001");
  private static final String BLOB = "1/" + HASH;

  private static final Passage PASSAGE =
      new Passage(
          PassageId.of("ba550000-0000-4000-8000-000000000001"),
          new Span(DOCUMENT, HASH, 1200, 1233),
          "moby-dick.epub",
          "Call me Ishmael. 𠮷野家 – “naïve” 🐋.",
          "en",
          List.of("Moby Dick", "Chapter 1"),
          7,
          0.031,
          0.83,
          12.5,
          0.75,
          null);

  private static final Evidence EVIDENCE =
      new Evidence(PASSAGE, 0.91, List.of(new Evidence.Sentence(0, 16, 0.88)));

  private static final Citation CITATION = citation(List.of());

  private static final Options OPTIONS =
      new Options(Options.Goal.ANSWER, 5, Options.Draft.CONSTRAINED, 3, true, true);

  private static final Explanation EXPLANATION =
      new Explanation(
          OPTIONS,
          null,
          List.of(Step.of("retrieval", 31).with("generation", "e5:9f86").with("documents", 3)));

  private GoldenRecords() {}

  private static Citation citation(List<String> headings) {
    return new Citation(
        1,
        new Span(DOCUMENT, HASH, 1200, 1216),
        "moby-dick.epub",
        headings,
        "Call me Ishmael.",
        7,
        0,
        16);
  }

  /** By the name of the golden file. */
  static Map<String, Object> all() {
    var all = new LinkedHashMap<String, Object>();
    all.put("document-submitted", submitted(List.of()));
    all.put("document-restricted", submitted(List.of("crew")));
    all.put("document-deleted", deleted());
    all.put("document-parsed", parsed());
    all.put(
        "document-indexed",
        new DocumentIndexed(PRINCIPAL, DOCUMENT, 2, "e5:9f86", 41, 5_120, 5_120));
    all.put("sections-submitted", sections(List.of()));
    all.put("sections-restricted", sections(List.of("crew")));
    all.put("sections-described", sectionsDescribed());
    all.put("sections-deleted", sectionsDeleted());
    all.put("structure", structure());
    all.put("question-received", received(new Options(Options.Goal.SEARCH, 10)));
    all.put("question-filtered", filtered());
    all.put("question-ranked", ranked());
    all.put("question-options", received(OPTIONS));
    all.put("progress-step", progress(Progress.Kind.STEP, null, DOCUMENT, 3, 41, null));
    all.put("progress-described", progress(Progress.Kind.DESCRIBED, null, DOCUMENT, 4, 0, null));
    all.put(
        "progress-waiting",
        progress(Progress.Kind.WAITING, null, DOCUMENT, 0, 0, "model-unavailable"));
    all.put("progress-working", progress(Progress.Kind.WORKING, QUESTION, null, 0, 0, null));
    all.put("answer-started", answer(AnswerEvent.Kind.STARTED, null, null, null, null, null));
    all.put(
        "answer-evidence",
        answer(AnswerEvent.Kind.EVIDENCE, null, List.of(EVIDENCE), null, null, null));
    all.put("answer-delta", answer(AnswerEvent.Kind.DELTA, "Call me ", null, null, null, null));
    all.put("answer-citation", answer(AnswerEvent.Kind.CITATION, null, null, CITATION, null, null));
    all.put(
        "answer-cited",
        answer(
            AnswerEvent.Kind.CITATION,
            null,
            null,
            citation(List.of("Moby Dick", "Chapter 1")),
            null,
            null));
    all.put(
        "answer-finished",
        answer(AnswerEvent.Kind.FINISHED, null, null, null, finished(null), null));
    all.put(
        "answer-explained",
        answer(AnswerEvent.Kind.FINISHED, null, null, null, finished(EXPLANATION), null));
    all.put(
        "answer-counted",
        answer(
            AnswerEvent.Kind.FINISHED,
            null,
            null,
            null,
            finished(null, new Tokens(900, 30), null),
            null));
    all.put(
        "answer-receipt",
        answer(
            AnswerEvent.Kind.FINISHED,
            null,
            null,
            null,
            finished(
                new Explanation(
                    OPTIONS, new Scope(List.of(COLLECTION), List.of()), EXPLANATION.steps())),
            null));
    all.put(
        "answer-covered",
        answer(AnswerEvent.Kind.FINISHED, null, null, null, finished(null, null, 0.75), null));
    all.put("answer-failed", answer(AnswerEvent.Kind.FAILED, null, null, null, null, failed(null)));
    all.put(
        "answer-failed-counted",
        answer(AnswerEvent.Kind.FAILED, null, null, null, null, failed(new Tokens(900, 12))));
    all.put("cancelled", new Cancelled(PRINCIPAL, QUESTION, AT.plusSeconds(60), AT));
    all.put("request", new Request(REQUEST, PRINCIPAL, "holdings", 0, 1, "{}", AT));
    all.put("reply", new Reply(REQUEST, 0, "{}", null, null));
    all.put("reply-failed", new Reply(REQUEST, 0, null, "unknown-kind", "Nobody knows this."));
    all.put("holdings-request", new HoldingsRequest(DOCUMENT));
    all.put("forget-tenant", new ForgetTenant());
    all.put("holdings", new Holdings("embedder", Map.of("passages", 41L)));
    all.put(
        "embedding-request",
        new EmbeddingRequest(List.of("Where is it?", "在哪儿？"), TextKind.QUERY, LongMode.NONE));
    all.put(
        "embedded",
        new Embedded(
            "multilingual-e5-small",
            "9f86-1",
            512,
            List.of(TextVector.of(new float[] {0.6f, -0.8f}, 512, 530))));
    var late = new GenerationRecipe("embedder", 64, "late", "passages");
    all.put("generations-request", new GenerationsRequest(COLLECTION, Verb.BUILD, null, late));
    all.put(
        "generations-switch", new GenerationsRequest(COLLECTION, Verb.SWITCH, "late-64-pcw", null));
    all.put(
        "generations-roll-back",
        new GenerationsRequest(COLLECTION, Verb.ROLL_BACK, "late-64-pcw", null));
    all.put("generations-forget", new GenerationsRequest(COLLECTION, Verb.FORGET, null, null));
    all.put(
        "collection-generations",
        new CollectionGenerations(
            List.of(
                new CollectionGeneration(
                    "late-64-passages",
                    State.READY,
                    late,
                    "9f86-1/64/late/passages-64x2048",
                    7,
                    8,
                    new GenerationComparison(
                        9,
                        new Mean(0.5, 0.25, 0.75),
                        new Mean(0.8, 0.7, 0.9),
                        new Mean(0.625, 0.5, 0.75),
                        new Mean(12, 11, 13),
                        new Mean(14, 12, 16),
                        List.of(new Difference(QUESTION, false, 0.1, 0.25)))))));
    return all;
  }

  private static DocumentSubmitted submitted(List<String> readers) {
    return new DocumentSubmitted(
        Action.SUBMIT,
        PRINCIPAL,
        DOCUMENT,
        2,
        COLLECTION,
        "moby-dick.epub",
        BLOB,
        1_253_000,
        "application/epub+zip",
        "en",
        LocalDate.of(1851, 10, 18),
        List.of(
            new Metadatum("author", "Melville", null, null, null),
            new Metadatum("rating", null, 4.5, null, null),
            new Metadatum("public-domain", null, null, true, null),
            new Metadatum("published", null, null, null, LocalDate.of(1851, 10, 18))),
        readers,
        0);
  }

  private static DocumentSubmitted deleted() {
    return new DocumentSubmitted(
        Action.DELETE,
        PRINCIPAL,
        DOCUMENT,
        3,
        COLLECTION,
        "moby-dick.epub",
        null,
        0,
        null,
        null,
        null,
        List.of(),
        List.of(),
        0);
  }

  private static DocumentParsed parsed() {
    return new DocumentParsed(
        PRINCIPAL,
        DOCUMENT,
        2,
        "application/pdf",
        "en",
        HASH,
        BLOB,
        BLOB,
        1_208_000,
        209_000,
        635,
        74);
  }

  private static SectionsSubmitted sections(List<String> readers) {
    return new SectionsSubmitted(
        Action.SUBMIT,
        PRINCIPAL,
        DOCUMENT,
        2,
        COLLECTION,
        "moby-dick.epub",
        "en",
        LocalDate.of(1851, 10, 18),
        List.of(new Metadatum("author", "Melville", null, null, null)),
        HASH,
        BLOB,
        BLOB,
        3,
        74,
        49_152,
        65_536,
        readers,
        0);
  }

  private static SectionsSubmitted sectionsDescribed() {
    return new SectionsSubmitted(
        Action.DESCRIBE,
        PRINCIPAL,
        DOCUMENT,
        2,
        COLLECTION,
        "moby-dick.epub",
        "und",
        null,
        List.of(new Metadatum("author", "Melville", null, null, null)),
        null,
        null,
        null,
        0,
        0,
        0,
        0,
        List.of("crew"),
        4);
  }

  private static SectionsSubmitted sectionsDeleted() {
    return new SectionsSubmitted(
        Action.DELETE,
        PRINCIPAL,
        DOCUMENT,
        3,
        COLLECTION,
        "moby-dick.epub",
        "und",
        null,
        List.of(),
        null,
        null,
        null,
        0,
        0,
        0,
        0,
        List.of(),
        0);
  }

  private static Structure structure() {
    return new Structure(
        5_000,
        List.of(
            new Structure.Section(0, 20, List.of()),
            new Structure.Section(20, 5_000, List.of("Moby Dick", "Chapter 1"))),
        List.of(new Structure.Page(1, 0, 2_500), new Structure.Page(2, 2_500, 5_000)),
        List.of(0L, 4_130L));
  }

  private static Question filtered() {
    var conditions =
        List.of(
            new Condition(
                Operator.IN,
                List.of(Metadatum.of("language", "en"), Metadatum.of("language", "de"))),
            new Condition(Operator.BELOW, List.of(Metadatum.of("date", LocalDate.of(1900, 1, 1)))));
    return received(
        new Options(Options.Goal.SEARCH, 10),
        new Scope(List.of(COLLECTION), List.of()).filtered(conditions));
  }

  private static Question received(Options options) {
    return received(options, new Scope(List.of(COLLECTION), List.of()));
  }

  private static Question received(Options options, Scope scope) {
    return new Question(
        QUESTION,
        PRINCIPAL,
        null,
        "Who tells the story?",
        List.of(),
        scope,
        options,
        AT,
        null,
        null,
        null,
        List.of(),
        List.of(),
        Map.of(),
        null);
  }

  private static Question ranked() {
    return new Question(
        QUESTION,
        PRINCIPAL,
        ConversationId.of("c0440000-0000-4000-8000-000000000001"),
        "And who is the captain?",
        List.of(new Turn("Who tells the story?", "Ishmael does.", AT)),
        new Scope(List.of(COLLECTION), List.of(DOCUMENT)),
        new Options(Options.Goal.ANSWER, 10),
        AT,
        new Recalled("Who is the captain in Moby Dick?", true),
        new Retrieved(List.of(PASSAGE), "e5:9f86", 3, 4_100),
        new Ranked(List.of(EVIDENCE)),
        List.of(Rooms.MEMORY),
        List.of("reranker:model-unavailable"),
        Map.of("embedder", 31L, "embedder.model", 17L),
        "4bf92f3577b34da6a3ce929d0e0e4736");
  }

  private static Progress progress(
      Progress.Kind kind,
      @Nullable QuestionId question,
      @Nullable DocumentId document,
      int done,
      int total,
      @Nullable String code) {
    return new Progress(
        Rooms.EMBEDDER,
        kind,
        PRINCIPAL,
        question,
        document,
        document == null ? 0 : 2,
        done,
        total,
        code,
        code == null ? null : "The model server is away; it goes on when it is back.",
        AT);
  }

  private static AnswerEvent answer(
      AnswerEvent.Kind kind,
      @Nullable String delta,
      @Nullable List<Evidence> evidence,
      @Nullable Citation citation,
      @Nullable Finished finished,
      @Nullable Failed failed) {
    return new AnswerEvent(
        QUESTION, PRINCIPAL, 1, kind, delta, evidence, citation, finished, failed, AT);
  }

  private static Finished finished(@Nullable Explanation explain) {
    return finished(explain, null, null);
  }

  private static Finished finished(
      @Nullable Explanation explain, @Nullable Tokens tokens, @Nullable Double coverage) {
    return new Finished(
        "Call me Ishmael.",
        false,
        List.of(CITATION),
        Map.of("generator", 112L),
        List.of(Rooms.MEMORY),
        List.of(),
        explain,
        tokens,
        coverage);
  }

  private static Failed failed(@Nullable Tokens tokens) {
    return new Failed("deadline", "Ask again.", List.of(), List.of("embedder:slow"), tokens);
  }
}
