package io.longshore.gateway.library;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.document.Structure;
import java.util.List;

/**
 * A part of a document's text, with the pages and sections that it touches. Positions are code
 * points.
 *
 * @param hash of the whole text
 * @param codePoints of the whole text
 */
public record TextRange(
    DocumentId document,
    String name,
    int version,
    String hash,
    int start,
    int end,
    int codePoints,
    String text,
    List<Structure.Page> pages,
    List<Structure.Section> sections) {
  /** How much is given when a request doesn't say. */
  public static final int LENGTH = 20_000;

  public static final int LENGTH_MAX = 100_000;

  public TextRange {
    pages = List.copyOf(pages);
    sections = List.copyOf(sections);
  }
}
