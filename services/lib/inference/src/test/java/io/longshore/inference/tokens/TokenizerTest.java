package io.longshore.inference.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.inference.TinyTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
  @TempDir Path folder;
  private Path file;
  private Tokenizer tokenizer;

  @BeforeEach
  void open() throws IOException {
    file = TinyTokenizer.write(folder);
    tokenizer = Tokenizer.open(file);
  }

  @Test
  void theLikeliestCutIsTakenAndUnknownNeighboursAreOneToken() {
    assertThat(tokenizer).isInstanceOf(UnigramTokenizer.class);
    assertThat(words("the harbours shipped")).containsExactly("the", "harbour", "s", "ship", "ped");
    assertThat(words("xyz the")).containsExactly("", "xyz", "the");
  }

  @Test
  void placesAreUtf16InTheTextAsItWasGiven() {
    assertThat(words("a😀a")).containsExactly("a", "😀", "a");
    assertThat(words("  the\n\n\tharbour ")).containsExactly("the", "harbour", "");
    assertThat(words("e\u0301"))
        .as("a letter and its mark are one character to the model")
        .containsExactly("", "e\u0301");
    assertThat(words("我喜欢")).containsExactly("我", "喜欢");
  }

  @Test
  void aTextStandsBetweenTheSpecialTokens() {
    assertThat(tokenizer.encode("").ids()).containsExactly(0, 2);
    Tokens tokens = tokenizer.encode("the");
    assertThat(tokens.isSpecial(0)).isTrue();
    assertThat(tokens.isSpecial(1)).isFalse();
    assertThat(tokens.isSpecial(2)).isTrue();
  }

  @Test
  void aFileThatAsksForAnotherNormalizerIsLeftToTheLibrary() throws IOException {
    Files.writeString(file, Files.readString(file).replace("{\"type\":\"NFKC\"},", ""));
    try (var other = Tokenizer.open(file)) {
      assertThat(other).isInstanceOf(LibraryTokenizer.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "the harbour", "  two  spaces ", "\n\nthe\r\nship\t", "xyz qqq", "½ ﬁ Ⅳ ㍿",
            "e\u0301 é \u0301a", "\u1100\u1161 가 각",
        "ｶﾞ か\u3099 が", "我喜欢我 😀😀 the", "\u200bthe\ufeffa\u00a0b\u3000c", "▁the ▁",
            "\u0001a\u0007b", "<s> </s> a<unk>b", "𠀀𠀁我", "क्षत्रिय", "👩‍👩‍👧 a"
      })
  void cutsAsTheLibraryDoes(String text) {
    try (var library = new LibraryTokenizer(file)) {
      Tokens expected = library.encode(text);
      Tokens actual = tokenizer.encode(text);
      assertThat(actual.ids()).containsExactly(expected.ids());
    }
  }

  private List<String> words(String text) {
    Tokens tokens = tokenizer.encode(text);
    List<String> words = new ArrayList<>();
    for (int k = 0; k < tokens.size(); k++) {
      if (!tokens.isSpecial(k)) {
        words.add(text.substring(tokens.starts()[k], tokens.ends()[k]));
      }
    }
    return words;
  }
}
