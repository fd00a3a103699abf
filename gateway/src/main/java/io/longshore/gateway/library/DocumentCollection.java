package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.question.RetrievalSettings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents under one name.
 *
 * @param owner who made it: reads and changes it, and says who else does
 * @param readers groups that it is for; empty means the whole tenant
 * @param editors groups that change it and what it holds; empty means whoever reads it
 * @param documents how many it holds for whom it is shown to
 * @param settings how it is searched, where that differs from the defaults
 */
public record DocumentCollection(
    CollectionId id,
    String name,
    String owner,
    List<String> readers,
    List<String> editors,
    long documents,
    RetrievalSettings settings,
    Instant createdAt) {
  /** Where a document goes that names no collection; made on first use. */
  public static final String DEFAULT = "default";

  public DocumentCollection {
    readers = List.copyOf(readers);
    editors = List.copyOf(editors);
  }

  /**
   * What is said about one.
   *
   * @param settings in the place of those before; null leaves them, as with the others
   */
  public record Change(
      @Nullable RetrievalSettings settings,
      @Nullable List<String> readers,
      @Nullable List<String> editors) {
    public Change {
      readers = readers == null ? null : List.copyOf(readers);
      editors = editors == null ? null : List.copyOf(editors);
    }
  }

  /** Whether it is for somebody who reads it to change, as {@link Rights#EDITS_COLLECTION}. */
  boolean isEditedBy(Principal principal) {
    return principal.mayRead(owner, editors);
  }
}
