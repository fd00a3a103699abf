package io.longshore.gateway.library;

import io.longshore.contracts.Principal;
import java.util.Map;

/**
 * Who may what, as conditions of SQL over a principal's {@code :owner} and {@code :groups}. What
 * somebody may not read is as if it weren't there, wherever it is looked for.
 */
final class Rights {
  /**
   * On a collection {@code c}: without readers it is for the whole tenant; who may change it reads
   * it, too.
   */
  static final String READS_COLLECTION =
      "(c.readers = '{}' or c.owner = :owner or (c.readers || c.editors) && :groups::text[])";

  /** On a collection {@code c} that is readable: to change it and what it holds. */
  static final String EDITS_COLLECTION =
      "(c.editors = '{}' or c.owner = :owner or c.editors && :groups::text[])";

  /**
   * On a document {@code d} with its latest version {@code v}, in a collection that is readable.
   */
  static final String READS_WITHIN =
      "(v.readers = '{}' or d.owner = :owner or v.readers && :groups::text[])";

  /** On a document {@code d} with its latest version {@code v} and its collection {@code c}. */
  static final String READS_DOCUMENT = "(" + READS_COLLECTION + " and " + READS_WITHIN + ")";

  private Rights() {}

  /** The parameters of these conditions. */
  static Map<String, Object> of(Principal principal) {
    return Map.of("owner", principal.owner(), "groups", principal.groups().toArray(String[]::new));
  }
}
