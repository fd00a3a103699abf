package io.longshore.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HouseRulesTest {
  @TempDir private Path folder;

  @Test
  void aTidyServiceBreaksNoRule() throws IOException {
    assertThat(broken("tidy", "| `turn` | what was said | `answers` |")).isEmpty();
  }

  @Test
  void aReadmeThatListsOtherPackagesThanThereAreIsFound() throws IOException {
    assertThat(broken("tidy", "| `turns` | what was said | `answers` |"))
        .containsExactly("README.md lists the packages [turns], there are [turn]");
  }

  @Test
  void everyBrokenRuleOfAnUntidyServiceIsFound() throws IOException {
    assertThat(broken("untidy", "| `util` | this and that | |"))
        .containsExactlyInAnyOrder(
            "io.longshore.fixture.untidy.Untidy depends on another service:"
                + " io.longshore.memory.fixture.Turns",
            "io.longshore.fixture.untidy.util.Ranker is a plain noun and uses Spring:"
                + " org.springframework.fixture.Bean",
            "io.longshore.fixture.untidy.util: \"util\" says nothing about what it does",
            "io.longshore.fixture.untidy.util is not @NullMarked");
  }

  @Test
  void aPackageWithoutClassesIsAMistake() {
    assertThatThrownBy(() -> broken("nowhere", ""))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no classes");
  }

  private List<String> broken(String service, String row) throws IOException {
    Path readme = folder.resolve("README.md");
    Files.writeString(
        readme, "# A service\n\n| package | what | topic |\n|---|---|---|\n" + row + "\n");
    return HouseRules.broken("io.longshore.fixture." + service, new ClassFileImporter(), readme);
  }
}
