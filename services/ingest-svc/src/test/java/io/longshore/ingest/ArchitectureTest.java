package io.longshore.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final Pattern IN_TABLE = Pattern.compile("(?m)^\\| `(io\\.longshore[a-z.]*)`");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.longshore.ingest");

  @Test
  void readersAndTextKnowNothingOfTheServiceAroundThem() {
    assertThat(classes).isNotEmpty();
    noClasses()
        .that()
        .resideInAnyPackage("..ingest.format..", "..ingest.text..", "..ingest.refusal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "io.longshore.runtime..",
            "..ingest.parser..",
            "..ingest.submission..")
        .check(classes);
  }

  @Test
  void theTableOfTheReadmeNamesEveryPackage() throws IOException {
    var packages =
        classes.stream()
            .map(type -> type.getPackageName())
            .collect(Collectors.toCollection(TreeSet::new));
    var listed =
        IN_TABLE
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(result -> result.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).isEqualTo(packages);
  }
}
