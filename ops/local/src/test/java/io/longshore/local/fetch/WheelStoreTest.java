package io.longshore.local.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WheelStoreTest {
  private static final String FILE = "some_part1-1.0-py3-none-any.whl";

  @TempDir private Path folder;
  private Path index;
  private Path kept;
  private Wheel wheel;

  @BeforeEach
  void anIndexWithOneWheel() throws IOException {
    index = Files.createDirectory(folder.resolve("index"));
    kept = folder.resolve("kept");
    Path file = Files.write(index.resolve(FILE), new byte[100_000]);
    wheel = new Wheel("some-part1", "1.0", Checksum.sha256(file));
  }

  @Test
  void aFetchedWheelIsKeptAndItsBytesAreTold() throws IOException {
    Path seen = folder.resolve("seen");
    List<String> pip = pipThat("until [ -e %s ]; do :; done; cp $TMPDIR/x/* $dest".formatted(seen));
    Path file = store(null, pip).fetch(wheel, bytes -> whenAllIsThere(bytes, seen));
    assertThat(Checksum.sha256(file)).isEqualTo(wheel.sha256());
    assertThat(names(kept)).containsExactly(file.getFileName().toString());
    assertThat(store(null, List.of("false")).fetch(wheel, bytes -> {})).isEqualTo(file);
  }

  @Test
  void aWheelThatWasBroughtIsReadWhereItLiesAndNeverRemoved() throws IOException {
    WheelStore store = store(index, List.of("false"));
    assertThat(store.fetch(wheel, bytes -> {})).isEqualTo(index.resolve(FILE));
    store.forget(wheel);
    assertThat(index.resolve(FILE)).exists();
    assertThat(kept).doesNotExist();
    assertThat(store.keep(wheel)).startsWith(kept);
  }

  @Test
  void aWheelThatWasBroughtAndIsAnotherOneIsRefusedWithBothChecksums() throws IOException {
    Files.write(index.resolve(FILE), new byte[60_000]);
    assertThatThrownBy(() -> store(index, List.of("false")).fetch(wheel, bytes -> {}))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining(FILE)
        .hasMessageContaining(wheel.sha256())
        .hasMessageContaining("fetch it again");
  }

  @Test
  void aWheelThatComesCutOffIsNotKept() throws IOException {
    List<String> pip = pipThat("head -c 60000 $TMPDIR/x/* > $dest/" + FILE);
    assertThatThrownBy(() -> store(null, pip).fetch(wheel, bytes -> {}))
        .isInstanceOfSatisfying(WheelStore.NotFetched.class, e -> assertThat(e.mayPass()).isTrue())
        .hasMessageContaining("some-part1==1.0")
        .hasMessageContaining("cut off or changed");
    assertThat(names(kept)).isEmpty();
  }

  @Test
  void withoutAConnectionThatIsSaidAndNotWhatPipSays() throws IOException {
    List<String> pip =
        pipThat(
            "echo \"WARNING: Retrying after NewConnectionError('...')\"; echo 'ERROR: No matching distribution found for some-part1==1.0'; exit 1");
    assertThatThrownBy(() -> store(null, pip).fetch(wheel, bytes -> {}))
        .isInstanceOfSatisfying(WheelStore.NotFetched.class, e -> assertThat(e.mayPass()).isFalse())
        .hasMessageContaining("there is no connection to the package index");
  }

  @Test
  void whatPipFindsNowhereWithoutSayingWhyIsSaidAsBoth() throws IOException {
    List<String> pip =
        pipThat(
            "echo 'ERROR: Could not find a version that satisfies the requirement some-part1==1.0 (from versions: none)'; echo 'ERROR: No matching distribution found for some-part1==1.0'; exit 1");
    assertThatThrownBy(() -> store(null, pip).fetch(wheel, bytes -> {}))
        .isInstanceOf(WheelStore.NotFetched.class)
        .hasMessageContaining("the package index can't be reached, or hasn't got it");
  }

  @Test
  void withoutPipThatIsSaid() {
    assertThatThrownBy(() -> store(null, List.of("longshore-no-such-pip")).fetch(wheel, b -> {}))
        .isInstanceOf(WheelStore.NotFetched.class)
        .hasMessageContaining("There is no pip");
  }

  @Test
  void whatKilledDownloadsLeftIsForgotten() throws IOException {
    Files.createDirectories(kept.resolve("pip-123/halves"));
    Files.write(kept.resolve("pip-123/halves/half.whl"), new byte[10]);
    store(null, List.of("false")).forgetHalves();
    assertThat(names(kept)).isEmpty();
  }

  private static void whenAllIsThere(long bytes, Path mark) {
    if (bytes == 100_000) {
      Folders.made(mark);
    }
  }

  private WheelStore store(@Nullable Path brought, List<String> pip) {
    return new WheelStore(kept, brought, List.of(pip));
  }

  /** Puts the wheel below its temporary folder, as pip does, and then what the script says. */
  private List<String> pipThat(String script) throws IOException {
    Path file = folder.resolve("pip.sh");
    Files.writeString(
        file,
        """
        [ "$1" = --version ] && exit 0
        while [ $# -gt 0 ]; do [ "$1" = --dest ] && dest=$2; shift; done
        mkdir $TMPDIR/x; cp %s/* $TMPDIR/x
        %s
        """
            .formatted(index, script));
    return List.of("sh", file.toString());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
