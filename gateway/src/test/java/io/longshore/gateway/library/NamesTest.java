package io.longshore.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "../../etc/passwd, passwd",
    "../evil.txt, evil.txt",
    "C:\\docs\\a.pdf, a.pdf",
    "docs/a/./README.md, docs/a/README.md",
    "docs/../../a.md, a.md",
    "/absolute/a.md, a.md",
    "🐳 whale.txt, 🐳 whale.txt",
    "👩‍👩‍👧 family.md, 👩‍👩‍👧 family.md",
    "..., ...",
    "., document",
    "../.., document",
  })
  void aNameIsNoPathOfThisMachine(String given, String name) {
    assertThat(Names.document(given)).isEqualTo(name);
  }

  @Test
  void whatCannotBeSeenGoes() {
    assertThat(Names.document("a\0b\nc\u202Etxt.exe\uD83D.txt")).isEqualTo("abctxt.exe\uFFFD.txt");
    assertThat(Names.document(null)).isEqualTo("document");
    assertThat(Names.document("\n \t")).isEqualTo("document");
  }

  @Test
  void aLongNameIsCutAndKeepsItsEnding() {
    assertThat(Names.document("🐳".repeat(300) + ".epub"))
        .hasSizeLessThanOrEqualTo(255)
        .endsWith("🐳.epub");
  }

  @Test
  void textLosesOnlyWhatCannotBeStored() {
    assertThat(Names.storable("鲸鱼\0 🐳\uDC33!")).isEqualTo("鲸鱼 🐳\uFFFD!");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a/b", "a\\b", "\0"})
  void aCollectionHasAName(String name) {
    assertThatThrownBy(() -> Names.collection(name)).isInstanceOf(LibraryProblem.class);
  }
}
