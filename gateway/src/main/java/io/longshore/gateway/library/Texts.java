package io.longshore.gateway.library;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.blob.TextReader;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.tenant.TenantTransaction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads parts of texts; never more of a blob than the part needs. */
@Service
public final class Texts {
  /** Structures that are kept in memory for the next part of their text. */
  private static final int STRUCTURES_KEPT = 8;

  private final TenantTransaction transactions;
  private final DocumentRepository documents;
  private final TextReader reader;

  Texts(TenantTransaction transactions, DocumentRepository documents, BlobStore blobs, Json json) {
    this.transactions = transactions;
    this.documents = documents;
    this.reader = new TextReader(blobs, json, STRUCTURES_KEPT);
  }

  /**
   * The code points from {@code start} to before {@code end}; less where the text ends before.
   *
   * @param end null means {@link TextRange#LENGTH} code points
   * @param hash of the version; null means the one that is searched
   */
  public TextRange read(
      Principal principal, DocumentId id, int start, @Nullable Integer end, @Nullable String hash) {
    var text =
        transactions
            .read(
                principal,
                jdbc -> {
                  documents.requireReadable(jdbc, principal, id);
                  return documents.text(jdbc, id, hash);
                })
            .orElseThrow(() -> missing(principal, id));
    long wanted = end == null ? (long) start + TextRange.LENGTH : end;
    int to = (int) Math.min(wanted, text.codePoints());
    if (start < 0 || (end != null && end <= start) || start > text.codePoints()) {
      throw LibraryProblem.badRequest(
          "range-invalid",
          "The text has %d code points; start must be before end.".formatted(text.codePoints()));
    }
    if (to - start > TextRange.LENGTH_MAX) {
      throw LibraryProblem.badRequest(
          "range-too-long",
          "One call gives at most %d code points.".formatted(TextRange.LENGTH_MAX));
    }
    var structure = reader.structure(text.structure());
    return new TextRange(
        id,
        text.name(),
        text.version(),
        text.hash(),
        start,
        to,
        text.codePoints(),
        start == to ? "" : reader.range(text.text(), structure, start, to).toString(),
        structure.pages().stream()
            .filter(page -> touches(page.start(), page.end(), start, to))
            .toList(),
        structure.sections().stream()
            .filter(section -> touches(section.start(), section.end(), start, to))
            .toList());
  }

  private LibraryProblem missing(Principal principal, DocumentId id) {
    boolean alive = transactions.read(principal, jdbc -> documents.alive(jdbc, id)).isPresent();
    return alive
        ? LibraryProblem.conflict(
            "text-not-ready", "Document %s has no such text, or not yet.".formatted(id))
        : LibraryProblem.noDocument(id);
  }

  private static boolean touches(int start, int end, int from, int to) {
    return start < to && end > from;
  }
}
