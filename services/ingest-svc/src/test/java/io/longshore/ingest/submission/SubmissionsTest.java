package io.longshore.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Limits;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Progress;
import io.longshore.contracts.Topics;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentParsed;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.contracts.document.Structure;
import io.longshore.contracts.text.Text;
import io.longshore.ingest.parser.Parser;
import io.longshore.ingest.parser.ParserProperties;
import io.longshore.ingest.scratch.Scratch;
import io.longshore.runtime.blob.BlobMissing;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.blob.BlobUnavailable;
import io.longshore.runtime.blob.DirectoryBlobStore;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Sender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class SubmissionsTest {
  private static final DocumentId DOCUMENT =
      new DocumentId(UUID.fromString("11111111-2222-3333-4444-555555555555"));
  private static final Metadatum YEAR = new Metadatum("year", null, 2019.0, null, null);

  private static Parser parser;
  private static Scratch scratch;

  @TempDir Path folder;
  private BlobStore blobs;
  private final Sent sent = new Sent();

  @BeforeAll
  static void startParser() {
    scratch = Scratch.make();
    parser =
        new Parser(
            new ParserProperties(
                DataSize.ofMegabytes(128),
                Duration.ofSeconds(60),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1)),
            new SimpleMeterRegistry(),
            scratch.folder("parser"));
  }

  @AfterAll
  static void stopParser() {
    parser.close();
    scratch.close();
  }

  @BeforeEach
  void openBlobs() {
    blobs = new DirectoryBlobStore(folder);
  }

  @Test
  void aFileBecomesTextStructureAndItemsThatCoverIt() throws IOException {
    String body = "A sentence of the long novel, with 𠮷 and é. ".repeat(1_000);
    submissions(blobs).accept(submitted("a.md", "# Title\n\n" + body + "\n\n## Part\n\n" + body));

    DocumentParsed parsed = sent.only(Topics.DOCUMENTS_PARSED, DocumentParsed.class);
    Text text = new Text(string(blobs.open(parsed.text())));
    Structure structure = new Json().read(blobs.open(parsed.structure()), Structure.class);
    assertThat(parsed.text()).isEqualTo("7/" + parsed.textHash());
    assertThat(parsed.mediaType()).isEqualTo("text/markdown");
    assertThat(parsed.language()).isEqualTo("en");
    assertThat(parsed.codePoints()).isEqualTo(text.length()).isEqualTo(structure.codePoints());
    assertThat(parsed.words()).isEqualTo(2 + 2 * 10 * 1_000);
    assertThat(parsed.pages()).isZero();
    assertThat(structure.sections())
        .extracting(Structure.Section::headings)
        .containsExactly(List.of("Title"), List.of("Title", "Part"));

    List<SectionsSubmitted> items = sent.all(Topics.SECTIONS_SUBMITTED, SectionsSubmitted.class);
    assertThat(items).hasSize(parsed.items()).hasSizeGreaterThan(5);
    int end = 0;
    for (int i = 0; i < items.size(); i++) {
      SectionsSubmitted item = items.get(i);
      assertThat(item.start()).isEqualTo(end);
      assertThat(item.end() - item.start()).isBetween(1, Limits.SECTION_CODE_POINTS);
      assertThat(item.item()).isEqualTo(i);
      assertThat(item.items()).isEqualTo(items.size());
      assertThat(item.text()).isEqualTo(parsed.text());
      assertThat(item.structure()).isEqualTo(parsed.structure());
      assertThat(item.metadata()).containsExactly(YEAR);
      assertThat(item.readers()).containsExactly("readers");
      assertThat(item.date()).isEqualTo(LocalDate.of(2026, 1, 2));
      end = item.end();
    }
    assertThat(end).isEqualTo(text.length());
    assertThat(sent.progress()).first().extracting(Progress::kind).isEqualTo(Progress.Kind.WORKING);
    Progress last = sent.progress().getLast();
    assertThat(last.kind()).isEqualTo(Progress.Kind.STEP);
    assertThat(last.done()).isEqualTo(last.total()).isPositive();
    assertThat(last.code()).isNull();
  }

  @Test
  void theSameVersionTwiceGivesTheSameBlobsAndTheSameItems() {
    DocumentSubmitted submitted = submitted("a.txt", "One sentence. ".repeat(5_000));
    submissions(blobs).accept(submitted);
    submissions(blobs).accept(submitted);
    List<Object> items = sent.all(Topics.SECTIONS_SUBMITTED, Object.class);
    assertThat(items.subList(0, items.size() / 2))
        .isEqualTo(items.subList(items.size() / 2, items.size()));
    List<Object> parsed = sent.all(Topics.DOCUMENTS_PARSED, Object.class);
    assertThat(parsed.get(0)).isEqualTo(parsed.get(1));
  }

  @Test
  void aGivenLanguageIsNotGuessed() {
    var given = submitted("a.txt", "Der Hund und die Katze sind in dem Haus.");
    submissions(blobs).accept(given);
    assertThat(sent.only(Topics.DOCUMENTS_PARSED, DocumentParsed.class).language()).isEqualTo("de");
    submissions(blobs).accept(withLanguage(given, "sv"));
    assertThat(sent.all(Topics.DOCUMENTS_PARSED, DocumentParsed.class).getLast().language())
        .isEqualTo("sv");
  }

  @Test
  void aFileThatCannotBecomeTextFailsWithAdviceAndGoesNoFurther() {
    submissions(blobs).accept(submitted("a.txt", "\0\0\0\0"));
    submissions(blobs).accept(submitted("a.csv", "a;b"));
    assertThat(sent.progress().stream().filter(p -> p.kind() == Progress.Kind.FAILED))
        .extracting(Progress::code)
        .containsExactly("empty", "unsupported-format");
    assertThat(sent.progress().getLast().message()).contains("Convert the file");
    assertThat(sent.all(Topics.DOCUMENTS_PARSED, Object.class)).isEmpty();
    assertThat(sent.all(Topics.SECTIONS_SUBMITTED, Object.class)).isEmpty();
  }

  @Test
  void badBytesAreSaidWithTheLastStep() {
    byte[] bytes = "Größe und Güte der süßen Äpfel. ".repeat(20).getBytes(StandardCharsets.UTF_8);
    bytes[100] = (byte) 0xFF;
    submissions(blobs).accept(submitted("a.txt", bytes));
    assertThat(sent.progress().getLast().code()).isEqualTo("partly-unreadable");
  }

  @Test
  void aDescriptionIsForwardedUnderTheSameKeyAndNothingIsParsed() {
    submissions(blobs).accept(describing(submitted("a.txt", "x"), 7));
    SectionsSubmitted forwarded = sent.only(Topics.SECTIONS_SUBMITTED, SectionsSubmitted.class);
    assertThat(forwarded.action()).isEqualTo(Action.DESCRIBE);
    assertThat(forwarded.version()).isEqualTo(3);
    assertThat(forwarded.metadata()).containsExactly(YEAR);
    assertThat(forwarded.readers()).containsExactly("readers");
    assertThat(forwarded.revision()).isEqualTo(7);
    assertThat(forwarded.text()).isNull();
    assertThat(sent.records)
        .singleElement()
        .satisfies(record -> assertThat(record.key()).isEqualTo(DOCUMENT.toString()));
  }

  @Test
  void aDeleteIsForwardedUnderTheSameKey() {
    var submitted = submitted("a.txt", "x");
    submissions(blobs).accept(deleting(submitted));
    SectionsSubmitted forwarded = sent.only(Topics.SECTIONS_SUBMITTED, SectionsSubmitted.class);
    assertThat(forwarded.action()).isEqualTo(Action.DELETE);
    assertThat(forwarded.document()).isEqualTo(DOCUMENT);
    assertThat(forwarded.version()).isEqualTo(3);
    assertThat(forwarded.text()).isNull();
    assertThat(sent.records).allMatch(record -> record.key().equals(DOCUMENT.toString()));
  }

  @Test
  void aStoreThatIsDownMeansWaitingAndMissingBytesMeanFailing() {
    submissions(new FailingBlobStore(new BlobUnavailable("down", null)))
        .accept(submitted("a.txt", "x"));
    Progress waiting = sent.progress().getLast();
    assertThat(waiting.kind()).isEqualTo(Progress.Kind.WAITING);
    assertThat(waiting.code()).isEqualTo("blobs-unavailable");

    var gone = submitted("a.txt", "x");
    blobs.delete(Objects.requireNonNull(gone.blob()));
    assertThatThrownBy(() -> submissions(blobs).accept(gone)).isInstanceOf(BlobMissing.class);
    assertThat(sent.progress().getLast().kind()).isEqualTo(Progress.Kind.FAILED);
    assertThat(sent.progress().getLast().code()).isEqualTo("blob-missing");
  }

  @Test
  void whatNobodyExpectedIsSaidOfTheDocumentBeforeItIsParked() {
    var bug = new IllegalStateException("a bug");
    assertThatThrownBy(() -> submissions(new FailingBlobStore(bug)).accept(submitted("a.txt", "x")))
        .isSameAs(bug);
    assertThat(sent.progress().getLast().kind()).isEqualTo(Progress.Kind.FAILED);
    assertThat(sent.progress().getLast().code()).isEqualTo("internal");
  }

  private Submissions submissions(BlobStore store) {
    return new Submissions(
        store,
        sent,
        new Json(),
        parser,
        scratch,
        new IngestProperties(1_000_000, Duration.ofMillis(100)));
  }

  private DocumentSubmitted submitted(String name, String content) {
    return submitted(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private DocumentSubmitted submitted(String name, byte[] content) {
    return new DocumentSubmitted(
        Action.SUBMIT,
        new Principal(7, "local", List.of()),
        DOCUMENT,
        3,
        new CollectionId(UUID.fromString("99999999-2222-3333-4444-555555555555")),
        name,
        blobs.put(7, new ByteArrayInputStream(content)),
        content.length,
        null,
        null,
        LocalDate.of(2026, 1, 2),
        List.of(YEAR),
        List.of("readers"),
        0);
  }

  private static DocumentSubmitted withLanguage(DocumentSubmitted s, String language) {
    return new DocumentSubmitted(
        s.action(),
        s.principal(),
        s.document(),
        s.version(),
        s.collection(),
        s.name(),
        s.blob(),
        s.bytes(),
        s.mediaType(),
        language,
        s.date(),
        s.metadata(),
        s.readers(),
        0);
  }

  private static DocumentSubmitted describing(DocumentSubmitted s, int revision) {
    return new DocumentSubmitted(
        Action.DESCRIBE,
        s.principal(),
        s.document(),
        s.version(),
        s.collection(),
        s.name(),
        null,
        0,
        null,
        null,
        null,
        s.metadata(),
        s.readers(),
        revision);
  }

  private static DocumentSubmitted deleting(DocumentSubmitted s) {
    return new DocumentSubmitted(
        Action.DELETE,
        s.principal(),
        s.document(),
        s.version(),
        s.collection(),
        s.name(),
        null,
        0,
        null,
        null,
        null,
        List.of(),
        List.of(),
        0);
  }

  private static String string(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Keeps what is sent. */
  private static final class Sent implements Sender {
    private final List<Message> records = new ArrayList<>();

    record Message(String topic, String key, Object value) {}

    @Override
    public void send(String topic, String key, Object record) {
      records.add(new Message(topic, key, record));
    }

    @Override
    public CompletableFuture<Void> sendAsync(String topic, String key, Object record) {
      send(topic, key, record);
      return CompletableFuture.completedFuture(null);
    }

    <T> List<T> all(String topic, Class<T> type) {
      return records.stream()
          .filter(message -> message.topic().equals(topic))
          .map(message -> type.cast(message.value()))
          .toList();
    }

    <T> T only(String topic, Class<T> type) {
      assertThat(all(topic, type)).hasSize(1);
      return all(topic, type).getFirst();
    }

    List<Progress> progress() {
      return all(Topics.PROGRESS, Progress.class);
    }
  }

  /** A store that does nothing but fail. */
  private record FailingBlobStore(RuntimeException failure) implements BlobStore {
    @Override
    public String put(int tenant, InputStream in) {
      throw failure;
    }

    @Override
    public InputStream open(String key) {
      throw failure;
    }

    @Override
    public InputStream open(String key, long from, long length) {
      throw failure;
    }

    @Override
    public long size(String key) {
      throw failure;
    }

    @Override
    public boolean exists(String key) {
      throw failure;
    }

    @Override
    public void delete(@Nullable String key) {
      throw failure;
    }
  }
}
