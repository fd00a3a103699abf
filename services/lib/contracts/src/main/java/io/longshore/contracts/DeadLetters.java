package io.longshore.contracts;

/** Headers, in UTF-8, that a record gets on its way to {@code <topic>.dlq}, beside its own. */
public final class DeadLetters {
  /** Stable, in kebab case: {@code undecodable}, {@code retries-exhausted}, ... */
  public static final String REASON = "longshore_reason";

  /** In words; no text of documents or questions. */
  public static final String DETAIL = "longshore_detail";

  /** Consumer group that could not work on it. */
  public static final String GROUP = "longshore_group";

  public static final String TOPIC = "longshore_topic";
  public static final String PARTITION = "longshore_partition";
  public static final String OFFSET = "longshore_offset";

  /** ISO 8601. */
  public static final String AT = "longshore_at";

  private DeadLetters() {}
}
