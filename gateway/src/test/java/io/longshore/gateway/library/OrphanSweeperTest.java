package io.longshore.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.Progress;
import io.longshore.contracts.document.DocumentParsed;
import io.longshore.runtime.blob.BlobInventory;
import io.longshore.runtime.blob.BlobUnavailable;
import io.longshore.runtime.blob.DirectoryBlobInventory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;

class OrphanSweeperTest {
  @TempDir private Path folder;
  private Rig rig;
  private OrphanSweeper sweeper;

  @BeforeEach
  void start() {
    rig = new Rig(folder, Rig.limits(64, 16, 10));
    sweeper = sweeper(new DirectoryBlobInventory(folder));
  }

  private OrphanSweeper sweeper(BlobInventory inventory) {
    return new OrphanSweeper(
        inventory,
        rig.blobs,
        rig.blobRows,
        rig.transactions,
        new Installation(inventory, rig.blobs, new MultipartProperties(), rig.transactions),
        new OrphanProperties(Duration.ofHours(6), Duration.ofHours(24), 4),
        rig.clock);
  }

  @Test
  void whatNoDocumentNamesGoesAndWhatOneNamesStays() throws IOException {
    var document = rig.upload(Rig.ONE, "a.txt", "bytes");
    var upload = blob(1, "bytes");
    var text = blob(1, "text");
    var structure = blob(1, "structure");
    rig.progress.parsed(
        new DocumentParsed(
            Rig.ONE, document.id(), 1, "text/plain", "en", "h", text, structure, 1, 1, 0, 1));
    var orphans = IntStream.range(0, 10).mapToObj(i -> blob(1 + i % 2, "orphan " + i)).toList();
    var theirs = blob(2, "bytes");
    age();
    sweeper.sweep();
    assertThat(orphans).noneMatch(rig.blobs::exists);
    assertThat(rig.blobs.exists(theirs)).as("the other tenant's, of the same bytes").isFalse();
    assertThat(upload).isNotEqualTo(theirs);
    for (var kept : new String[] {upload, text, structure}) {
      assertThat(rig.blobs.exists(kept)).isTrue();
    }
  }

  @Test
  void whatWasPutWithinTheGraceMayStillGetItsRow() throws IOException {
    var young = blob(1, "its row is on its way");
    set(rig.clock.instant().minus(Duration.ofHours(23)));
    sweeper.sweep();
    assertThat(rig.blobs.exists(young)).isTrue();
    rig.clock.move(Duration.ofHours(2));
    sweeper.sweep();
    assertThat(rig.blobs.exists(young)).isFalse();
  }

  @Test
  void whatADocumentThatIsNotParsedYetIsAboutToBecomeStays() throws IOException {
    var first = rig.upload(Rig.ONE, "a.txt", "the same bytes");
    var text = blob(1, "made of them");
    rig.progress.parsed(
        new DocumentParsed(
            Rig.ONE, first.id(), 1, "text/plain", "en", "h", text, text, 1, 1, 0, 1));
    rig.upload(Rig.ONE, "twin.txt", "the same bytes");
    rig.deletions.delete(Rig.ONE, first.id());
    Deletions.OWNERS.forEach(
        owner -> rig.progress.heard(Progress.erased(owner, Rig.ONE, first.id(), 2)));
    age();
    sweeper.sweep();
    assertThat(rig.blobs.exists(text)).isTrue();
  }

  @Test
  void bytesThatAreHandedInAnewAreNoOrphanForTheirWholeGrace() throws IOException {
    var key = blob(1, "bytes");
    age();
    rig.upload(Rig.ONE, "a.txt", "other bytes");
    assertThat(blob(1, "bytes")).as("put again").isEqualTo(key);
    sweeper.sweep();
    assertThat(rig.blobs.exists(key)).isTrue();
  }

  @Test
  void whatAnInventoryThatBreaksOffHandedOverGoes() throws IOException {
    var orphan = blob(1, "orphan");
    age();
    sweeper(
            (time, each) -> {
              new DirectoryBlobInventory(folder).putBefore(time, each);
              throw new BlobUnavailable("uploads can't be listed", null);
            })
        .sweep();
    assertThat(rig.blobs.exists(orphan)).isFalse();
  }

  @Test
  void whereTheBlobsAreAnotherInstallationsNothingIsSwept() throws IOException {
    var theirs = blob(1, "no row of ours names it");
    age();
    var owner = new AtomicReference<>(UUID.randomUUID());
    var sweeper =
        sweeper(
            new BlobInventory() {
              @Override
              public void claim(UUID installation) {
                if (!installation.equals(owner.get())) {
                  throw new IllegalStateException("another's");
                }
              }

              @Override
              public void putBefore(Instant time, Consumer<String> each) {
                new DirectoryBlobInventory(folder).putBefore(time, each);
              }
            });
    assertThatThrownBy(sweeper::sweep).hasMessage("another's");
    assertThat(rig.blobs.exists(theirs)).isTrue();
    owner.set(
        rig.transactions.system(
            jdbc -> jdbc.sql("select id from installation").query(UUID.class).single()));
    sweeper.sweep();
    assertThat(rig.blobs.exists(theirs)).as("in a place of our own").isFalse();
  }

  @Test
  void theSettingsHaveDefaultsAndLimits() {
    assertThat(bind(Map.of()))
        .isEqualTo(new OrphanProperties(Duration.ofHours(6), Duration.ofHours(24), 256));
    Map.of("every", "10s", "grace", "10s")
        .forEach((name, value) ->
            assertThatThrownBy(() -> bind(Map.of("longshore.orphans." + name, value)))
                .as(name)
                .isInstanceOf(BindException.class));
  }

  private static OrphanProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("longshore.orphans", OrphanProperties.class);
  }

  private String blob(int tenant, String text) {
    return rig.blobs.put(tenant, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void age() throws IOException {
    set(rig.clock.instant().minus(Duration.ofHours(25)));
  }

  private void set(Instant time) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(time));
      }
    }
  }
}
