package io.longshore.contracts;

/** Upper bounds of what travels. Bytes are bytes of UTF-8. */
public final class Limits {
  public static final int QUESTION_BYTES = 32 * 1024;
  public static final int HISTORY_BYTES = 64 * 1024;
  public static final int RECORD_BYTES = 512 * 1024;

  /** The longest range of text that one {@code sections.submitted} item names. */
  public static final int SECTION_CODE_POINTS = 16_384;

  /** The structure of a text holds one byte offset every so many code points. */
  public static final int BYTE_OFFSET_EVERY = 4_096;

  public static final int PASSAGE_CODE_POINTS = 4_096;
  public static final int RETRIEVED_PASSAGES = 50;
  public static final int DOCUMENT_NAME_CHARS = 255;
  public static final int METADATA_KEYS = 64;

  private Limits() {}
}
