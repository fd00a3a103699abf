package io.longshore.contracts;

import java.util.List;

/** Kafka topics. Key: question or conversation id for questions, document id for documents. */
public final class Topics {
  public static final String DOCUMENTS_SUBMITTED = "documents.submitted";
  public static final String DOCUMENTS_PARSED = "documents.parsed";
  public static final String SECTIONS_SUBMITTED = "sections.submitted";
  public static final String DOCUMENTS_INDEXED = "documents.indexed";
  public static final String QUESTIONS_RECEIVED = "questions.received";
  public static final String QUESTIONS_RECALLED = "questions.recalled";
  public static final String QUESTIONS_RETRIEVED = "questions.retrieved";
  public static final String QUESTIONS_RANKED = "questions.ranked";
  public static final String ANSWERS = "answers";
  public static final String PROGRESS = "progress";

  /** What comes after a topic's name for what can never be worked on. */
  public static final String DEAD_LETTER_SUFFIX = ".dlq";

  /** Every topic, in the order of the way. */
  public static final List<String> ALL =
      List.of(
          DOCUMENTS_SUBMITTED,
          DOCUMENTS_PARSED,
          SECTIONS_SUBMITTED,
          DOCUMENTS_INDEXED,
          QUESTIONS_RECEIVED,
          QUESTIONS_RECALLED,
          QUESTIONS_RETRIEVED,
          QUESTIONS_RANKED,
          ANSWERS,
          PROGRESS);

  private Topics() {}
}
