package io.longshore.contracts.document;

import java.util.Map;

/**
 * What an owner still holds of a document.
 *
 * @param owner name of the room
 * @param counts by kind, such as {@code passages}, {@code vectors}, {@code postings}; 0 where it
 *     looked and found nothing
 */
public record Holdings(String owner, Map<String, Long> counts) {
  public Holdings {
    counts = Map.copyOf(counts);
  }
}
