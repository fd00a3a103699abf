package io.longshore.contracts;

import java.time.Duration;

/** Upper bounds of what travels. Bytes are bytes of UTF-8. */
public final class Limits {
  public static final int QUESTION_BYTES = 32 * 1024;
  public static final int HISTORY_BYTES = 64 * 1024;

  /** The longest that a question may take. */
  public static final Duration DEADLINE_MAX = Duration.ofMinutes(10);

  public static final int RECORD_BYTES = 512 * 1024;

  /** The longest range of text that one {@code sections.submitted} item names. */
  public static final int SECTION_CODE_POINTS = 16_384;

  /** The structure of a text holds one byte offset every so many code points. */
  public static final int BYTE_OFFSET_EVERY = 4_096;

  /**
   * Fifty of the longest passages, sixteen of them as evidence again, the longest question and
   * history fit into a record, in Chinese too: a test in {@code runtime} builds it.
   */
  public static final int PASSAGE_CODE_POINTS = 1_024;

  /** The whole path of headings that travels with a passage. */
  public static final int HEADINGS_BYTES = 512;

  public static final int RETRIEVED_PASSAGES = 50;

  /** Evidence that travels to the generator. A search may get all that was retrieved. */
  public static final int RANKED_PASSAGES = 16;

  public static final int DOCUMENT_NAME_CHARS = 255;
  public static final int METADATA_KEYS = 64;

  /** Groups that a document is for. */
  public static final int READERS = 64;

  /** Conditions of a filter, and values in all of them together. */
  public static final int CONDITIONS = 16;

  public static final int CONDITION_VALUES = 256;

  private Limits() {}
}
