package io.longshore.ingest.text;

/** Takes what a reader finds in a file, in reading order. */
public interface TextSink {
  /** The next physical page begins, from 1. */
  void page(int number);

  /**
   * A heading; a section begins with it.
   *
   * @param level from 1
   */
  void heading(int level, String title);

  /** Characters; a line feed ends a line, two end a paragraph. */
  void text(String characters);

  /** So much of the file is read; units are the reader's. */
  void progress(long done, long total);

  /** A part of the file could not be read, the rest can. */
  void loss();
}
