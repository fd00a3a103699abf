package io.longshore.local.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmPackagesTest {
  private static final String FILE = "some-tool-1.0.0.tgz";
  private static final String MISSING = "no-such-npm";

  @TempDir private Path folder;
  private Path brought;
  private NpmPackage wanted;

  @BeforeEach
  void aTarballThatWasBrought() throws IOException {
    brought = Files.createDirectory(folder.resolve("brought"));
    Path file = Files.write(brought.resolve(FILE), new byte[1_000]);
    wanted = new NpmPackage("@some/tool", "1.0.0", Checksum.sha256(file));
  }

  @Test
  void withoutNpmTheSentenceSaysHowToDoWithoutItAndNothingIsLeft() {
    assertThatThrownBy(() -> fetch(null, MISSING))
        .isInstanceOf(LocalFailure.class)
        .hasMessage(
            "There is no npm to fetch @some/tool@1.0.0 with: install Node, or bring"
                + " some-tool-1.0.0.tgz into a folder and set LONGSHORE_WHEELS to it.");
    assertThat(kept()).isEmptyDirectory();
  }

  @Test
  void whatNpmSaysIsSaidWithTheSameRemedy() throws IOException {
    assertThatThrownBy(() -> fetch(null, npmThat("echo no network >&2; exit 1")))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("try again, or bring some-tool-1.0.0.tgz into a folder")
        .hasMessageContaining("npm ended with code 1")
        .hasMessageContaining("no network");
  }

  @Test
  void aBroughtTarballNeedsNoNpmAndIsKept() {
    assertThat(fetch(brought, MISSING)).isEqualTo(kept().resolve(FILE)).hasSize(1_000);
    assertThat(brought.resolve(FILE)).exists();
    assertThat(fetch(null, MISSING)).isEqualTo(kept().resolve(FILE));
  }

  @Test
  void aTarballWithAnotherChecksumIsRefused() throws IOException {
    Files.write(brought.resolve(FILE), new byte[10]);
    assertThatThrownBy(() -> fetch(brought, MISSING))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining(wanted.sha256() + ": bring it again");
    String npm = npmThat("head -c 10 /dev/zero > $4/" + FILE);
    assertThatThrownBy(() -> fetch(null, npm))
        .hasMessageContaining(wanted.sha256() + ": the registry gives another file");
  }

  @Test
  void whatNpmFetchesIsKept() throws IOException {
    String npm = npmThat("cp %s/%s $4".formatted(brought, FILE));
    assertThat(fetch(null, npm)).isEqualTo(kept().resolve(FILE)).hasSize(1_000);
    assertThat(kept()).isDirectoryNotContaining("glob:**/npm-*");
  }

  private Path fetch(@Nullable Path from, String npm) {
    return NpmPackages.fetch(wanted, kept(), from, npm);
  }

  private Path kept() {
    return folder.resolve("kept");
  }

  private String npmThat(String does) throws IOException {
    Path script = Files.writeString(folder.resolve("npm.sh"), "#!/bin/sh\n" + does + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }
}
