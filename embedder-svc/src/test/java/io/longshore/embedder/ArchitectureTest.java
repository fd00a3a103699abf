package io.longshore.embedder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOM = "io.longshore.embedder";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOM);

  @Test
  void featuresDoNotGoInCircles() {
    assertThat(CLASSES).hasSizeGreaterThan(20);
    slices().matching(ROOM + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void cuttingAndWordsKnowNoStreams() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOM + ".passages", ROOM + ".lexical", ROOM + ".vectors")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.longshore.runtime.stream..", "org.springframework.messaging..")
        .check(CLASSES);
  }

  @Test
  void theReadmeListsTheFeaturesThatThereAre() throws IOException {
    var listed =
        Pattern.compile("^\\| `\\.(\\w+)`", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map((MatchResult row) -> row.group(1))
            .collect(Collectors.toSet());
    var existing =
        CLASSES.stream()
            .map(type -> type.getPackageName())
            .filter(name -> name.startsWith(ROOM + "."))
            .map(name -> name.substring(ROOM.length() + 1))
            .collect(Collectors.toSet());
    assertThat(listed).isEqualTo(existing);
  }
}
