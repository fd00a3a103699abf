package io.longshore.gateway.library;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Limits;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Structure;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.tenant.TenantTransaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads parts of texts; never more of a blob than the part needs. */
@Service
public final class Texts {
  /**
   * Structures that are kept parsed: that of a long text costs more to parse than its part to read.
   */
  private static final int STRUCTURES_KEPT = 8;

  private final TenantTransaction transactions;
  private final DocumentRepository documents;
  private final BlobStore blobs;
  private final Json json;

  @SuppressWarnings("serial")
  private final Map<String, Structure> structures =
      new LinkedHashMap<>(STRUCTURES_KEPT * 2, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Structure> eldest) {
          return size() > STRUCTURES_KEPT;
        }
      };

  Texts(TenantTransaction transactions, DocumentRepository documents, BlobStore blobs, Json json) {
    this.transactions = transactions;
    this.documents = documents;
    this.blobs = blobs;
    this.json = json;
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
            .read(principal, jdbc -> documents.text(jdbc, id, hash))
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
    var structure = structure(text.structure());
    return new TextRange(
        id,
        text.name(),
        text.version(),
        text.hash(),
        start,
        to,
        text.codePoints(),
        slice(text, structure, start, to),
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

  private String slice(StoredText text, Structure structure, int start, int end) {
    var offsets = structure.byteOffsets();
    int from = start / Limits.BYTE_OFFSET_EVERY;
    int to = (end + Limits.BYTE_OFFSET_EVERY - 1) / Limits.BYTE_OFFSET_EVERY;
    if (end <= start || from >= offsets.size()) {
      return "";
    }
    long first = offsets.get(from);
    long last = to < offsets.size() ? offsets.get(to) : blobs.size(text.text());
    try (var in = blobs.open(text.text(), first, last - first)) {
      String part = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int skipped = start - from * Limits.BYTE_OFFSET_EVERY;
      int utf16Start = part.offsetByCodePoints(0, skipped);
      return part.substring(utf16Start, part.offsetByCodePoints(utf16Start, end - start));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Structure structure(String key) {
    synchronized (structures) {
      var known = structures.get(key);
      if (known != null) {
        return known;
      }
    }
    var read = json.read(blobs.open(key), Structure.class);
    synchronized (structures) {
      structures.put(key, read);
    }
    return read;
  }

  private static boolean touches(int start, int end, int from, int to) {
    return start < to && end > from;
  }
}
