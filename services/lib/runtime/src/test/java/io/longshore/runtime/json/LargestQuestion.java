package io.longshore.runtime.json;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.ConversationId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Limits;
import io.longshore.contracts.PassageId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Span;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Ranked;
import io.longshore.contracts.question.Recalled;
import io.longshore.contracts.question.Retrieved;
import io.longshore.contracts.question.Scope;
import io.longshore.contracts.question.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every part at its limit, in a script of three bytes a character. */
final class LargestQuestion {
  private static final int BYTES_OF_A_CHARACTER = 3;
  private static final int SENTENCES = 32;

  private LargestQuestion() {}

  static Question inChinese() {
    var passages =
        Stream.generate(LargestQuestion::passage).limit(Limits.RETRIEVED_PASSAGES).toList();
    String longest = han(Limits.QUESTION_BYTES / BYTES_OF_A_CHARACTER);
    return new Question(
        QuestionId.random(),
        new Principal(
            Integer.MAX_VALUE, han(64), Stream.generate(() -> han(32)).limit(32).toList()),
        ConversationId.random(),
        longest,
        history(),
        new Scope(
            Stream.generate(CollectionId::random).limit(16).toList(),
            Stream.generate(DocumentId::random).limit(256).toList()),
        new Options(Options.Goal.ANSWER, Options.K_MAX),
        Instant.parse("2026-11-25T10:15:30.123456789Z"),
        new Recalled(longest, true),
        new Retrieved(passages, "multilingual-e5-small:" + "f".repeat(64), 1_000_000, 1_000_000),
        new Ranked(
            passages.stream()
                .limit(Limits.RANKED_PASSAGES)
                .map(LargestQuestion::evidence)
                .toList()),
        List.of(Rooms.MEMORY, Rooms.RERANKER),
        List.of("memory:model-unavailable", "reranker:model-unavailable"),
        Map.of("embedder", Long.MAX_VALUE, "embedder.sql", Long.MAX_VALUE),
        "4bf92f3577b34da6a3ce929d0e0e4736");
  }

  private static List<Turn> history() {
    int turns = 8;
    String half = han(Limits.HISTORY_BYTES / turns / 2 / BYTES_OF_A_CHARACTER);
    return Stream.generate(() -> new Turn(half, half, Instant.now())).limit(turns).toList();
  }

  private static Passage passage() {
    return new Passage(
        PassageId.random(),
        new Span(
            DocumentId.random(),
            "f".repeat(64),
            1_000_000_000,
            1_000_000_000 + Limits.PASSAGE_CODE_POINTS),
        han(Limits.DOCUMENT_NAME_CHARS),
        han(Limits.PASSAGE_CODE_POINTS),
        "zh-Hant-TW",
        Stream.generate(() -> han(Limits.HEADINGS_BYTES / 4 / BYTES_OF_A_CHARACTER))
            .limit(4)
            .toList(),
        100_000,
        Math.PI,
        Math.PI,
        Math.PI,
        Math.PI,
        null);
  }

  private static Evidence evidence(Passage passage) {
    return new Evidence(
        passage,
        Math.PI,
        IntStream.range(0, SENTENCES)
            .mapToObj(i -> new Evidence.Sentence(i * 32, i * 32 + 32, Math.PI))
            .toList());
  }

  private static String han(int characters) {
    return "鯨".repeat(characters);
  }
}
