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

  /** Answers that nobody waits for any more; key: question id. */
  public static final String CANCELLED = "cancelled";

  /** Before the four steps of a question's way. */
  public static final String QUESTIONS_PREFIX = "questions.";

  /** Before the name of a room: what it is asked for beside the way; key: request id. */
  public static final String REQUESTS_PREFIX = "requests.";

  /** What the rooms reply to requests; key: request id. */
  public static final String REPLIES = "replies";

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
          PROGRESS,
          CANCELLED,
          requests(Rooms.MEMORY),
          requests(Rooms.EMBEDDER),
          requests(Rooms.GENERATOR),
          REPLIES);

  private Topics() {}

  /** The topic of the requests to a room. */
  public static String requests(String room) {
    return REQUESTS_PREFIX + room;
  }
}
