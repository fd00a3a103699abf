package io.longshore.embedder;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Limits;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.contracts.document.Structure;
import io.longshore.contracts.text.Text;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.json.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a document as ingest hands it on: a section a paragraph (a first line that begins
 * with # is its heading), an item every few sections.
 */
public final class TestDocument {
  private final Principal principal;
  private final CollectionId collection;
  private final DocumentId document;
  private final String language;
  private final Text text;
  private final List<SectionsSubmitted> items = new ArrayList<>();

  public TestDocument(
      BlobStore blobs,
      Principal principal,
      CollectionId collection,
      DocumentId document,
      int version,
      String language,
      String content) {
    this(blobs, principal, collection, document, version, language, content, null, List.of());
  }

  /** With what is said about it. */
  public TestDocument(
      BlobStore blobs,
      Principal principal,
      CollectionId collection,
      DocumentId document,
      int version,
      String language,
      String content,
      @Nullable LocalDate date,
      List<Metadatum> metadata,
      String... readers) {
    this.principal = principal;
    this.collection = collection;
    this.document = document;
    this.language = language;
    this.text = new Text(content);
    Structure structure = structure();
    String textBlob = put(blobs, content.getBytes(StandardCharsets.UTF_8));
    String structureBlob = put(blobs, new Json().write(structure));
    List<int[]> ranges = ranges(structure);
    for (int item = 0; item < ranges.size(); item++) {
      int[] range = ranges.get(item);
      items.add(
          new SectionsSubmitted(
              Action.SUBMIT,
              principal,
              document,
              version,
              collection,
              "test.txt",
              language,
              date,
              metadata,
              textBlob.substring(textBlob.indexOf('/') + 1),
              textBlob,
              structureBlob,
              item,
              ranges.size(),
              range[0],
              range[1],
              List.of(readers),
              0));
    }
  }

  public List<SectionsSubmitted> items() {
    return items;
  }

  public Text text() {
    return text;
  }

  /** What is said about it later. */
  public SectionsSubmitted description(int revision, List<Metadatum> metadata, String... readers) {
    return new SectionsSubmitted(
        Action.DESCRIBE,
        principal,
        document,
        items.getFirst().version(),
        collection,
        "test.txt",
        "und",
        null,
        metadata,
        null,
        null,
        null,
        0,
        0,
        0,
        0,
        List.of(readers),
        revision);
  }

  public SectionsSubmitted deletion(int deleteVersion) {
    return new SectionsSubmitted(
        Action.DELETE,
        principal,
        document,
        deleteVersion,
        collection,
        "test.txt",
        language,
        null,
        List.of(),
        null,
        null,
        null,
        0,
        0,
        0,
        0,
        List.of(),
        0);
  }

  private Structure structure() {
    List<Structure.Section> sections = new ArrayList<>();
    String all = text.toString();
    int from = 0;
    while (from < all.length()) {
      int gap = all.indexOf("\n\n", from);
      int to = gap < 0 ? all.length() : gap + 2;
      String first = all.substring(from, to).lines().findFirst().orElse("");
      List<String> headings =
          first.startsWith("# ") ? List.of("Title", first.substring(2)) : List.of();
      sections.add(new Structure.Section(text.codePoint(from), text.codePoint(to), headings));
      from = to;
    }
    List<Long> offsets = new ArrayList<>();
    for (int at = 0; at < text.length(); at += Limits.BYTE_OFFSET_EVERY) {
      offsets.add((long) text.utf8(at));
    }
    return new Structure(text.length(), sections, List.of(), offsets);
  }

  private static List<int[]> ranges(Structure structure) {
    List<int[]> ranges = new ArrayList<>();
    int start = 0;
    int end = 0;
    for (Structure.Section section : structure.sections()) {
      if (section.end() - start > Limits.SECTION_CODE_POINTS / 4 && end > start) {
        ranges.add(new int[] {start, end});
        start = end;
      }
      end = section.end();
    }
    ranges.add(new int[] {start, end});
    return ranges;
  }

  private String put(BlobStore blobs, byte[] bytes) {
    return blobs.put(principal.tenant(), new ByteArrayInputStream(bytes));
  }
}
