package io.longshore.generator;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.PassageId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Span;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Ranked;
import io.longshore.contracts.question.Retrieved;
import io.longshore.contracts.question.Scope;
import io.longshore.contracts.text.Sentences;
import io.longshore.runtime.blob.BlobStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Questions with evidence that stands in a blob store. */
public final class Questions {
  public static final int TENANT = 1;
  private static final double STRONG = 0.9;

  private Questions() {}

  public static Question asking(String text, Options.Draft draft, Evidence... evidence) {
    var options = new Options(Options.Goal.ANSWER, 10, draft, 0, true, false);
    return new Question(
        QuestionId.random(),
        new Principal(TENANT, "local", List.of()),
        null,
        text,
        List.of(),
        new Scope(List.of(CollectionId.random()), List.of()),
        options,
        Instant.parse("2100-01-01T00:00:00Z"),
        null,
        new Retrieved(List.of(evidence).stream().map(Evidence::passage).toList(), "g", 3, 100),
        new Ranked(List.of(evidence)),
        List.of(),
        List.of(),
        Map.of(),
        null);
  }

  /** The text as a document of its own, strong where it speaks of eating. */
  public static Evidence stored(BlobStore blobs, String text) {
    return stored(blobs, text, text, STRONG);
  }

  /**
   * @param claimed what the evidence says that stands there
   */
  public static Evidence stored(BlobStore blobs, String text, String claimed, double score) {
    String key = blobs.put(TENANT, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    var span =
        new Span(
            DocumentId.random(),
            key.substring(key.indexOf('/') + 1),
            0,
            claimed.codePointCount(0, claimed.length()));
    Passage plain = Passages.passage(claimed);
    var passage =
        new Passage(
            PassageId.random(),
            span,
            "handbook.md",
            claimed,
            plain.language(),
            List.of(),
            3,
            0.03,
            0.9,
            1.0,
            0.9,
            null);
    var ranges = Sentences.of(claimed, "en");
    double[] scores =
        ranges.stream()
            .mapToDouble(range -> range.of(claimed).contains("eat") ? score : score - 0.1)
            .toArray();
    return Passages.evidence(passage, 1, scores);
  }
}
