package io.longshore.cli.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.Exit;
import io.longshore.cli.Run;
import io.longshore.cli.stack.Part;
import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What can be said of images without building one; {@code ops/checks/images.sh} builds them. */
class ImagesTest {
  private static final Path SOURCES = Folders.sources();

  @Test
  void eachOfOurProgramsSaysThatItIsAnImage() {
    assertThat(Part.modules())
        .hasSize(7)
        .allSatisfy(module -> assertThat(pom(module)).contains("<jib.skip>false</jib.skip>"));
  }

  @Test
  void anUnknownImageIsAnsweredWithTheKnownOnes() {
    assertThat(Run.of("images", "harbour").err())
        .contains("there is no image 'harbour'")
        .contains("model-server, ingest-svc, memory-svc");
  }

  @Test
  void aBaseThatIsNotThereIsNamedBeforeAnythingIsBuilt() {
    Run run = Run.of("images", "--tar", "--base", "no/such.tar");
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err()).contains("no/such.tar").contains("ops/images/base.sh");
  }

  private static String pom(String module) {
    try {
      return Files.readString(SOURCES.resolve(module).resolve("pom.xml"));
    } catch (IOException e) {
      throw Folders.failure("read the POM of " + module, e);
    }
  }
}
