package io.longshore.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemsTest {
  private static final int LIMIT = 100;

  @TempDir Path folder;

  @Test
  void aShortTextIsOneItem() throws IOException {
    assertThat(cut(b -> b.text("Short."))).containsExactly("Short.");
  }

  @Test
  void anItemEndsWhereASectionBegins() throws IOException {
    List<String> items =
        cut(b -> {
          b.heading(1, "One");
          b.text("x ".repeat(30));
          b.heading(1, "Two");
          b.text("y ".repeat(30));
        });
    assertThat(items).hasSize(2);
    assertThat(items.get(1)).startsWith("Two\n\ny");
  }

  @Test
  void elseAfterAParagraphElseAfterASentenceElseAfterAWordElseAnywhere() throws IOException {
    assertThat(cut(b -> b.text("x. ".repeat(25) + "\n\n" + "y. ".repeat(25))).getFirst())
        .endsWith("x.\n\n");
    assertThat(cut(b -> b.text("A sentence of words. ".repeat(10))).getFirst())
        .endsWith("of words. ")
        .hasSize(84);
    assertThat(cut(b -> b.text("word ".repeat(50))).getFirst()).endsWith("word ").hasSize(100);
    assertThat(cut(b -> b.text("x".repeat(250))))
        .extracting(String::length)
        .containsExactly(100, 100, 50);
  }

  @Test
  void itemsCoverATextOfRareCharactersWithoutHolesAndWithinTheLimit() throws IOException {
    String text = "𠮷野家へ行った。👨‍👩‍👧‍👦 ok.\n".repeat(3_000).strip();
    List<String> items = cut(b -> b.text(text));
    assertThat(String.join("", items)).isEqualTo(text);
    assertThat(items).allMatch(item -> item.codePointCount(0, item.length()) <= LIMIT);
  }

  private List<String> cut(Consumer<TextBuilder> content) throws IOException {
    Path file = folder.resolve("text");
    TextBuilder builder;
    try (OutputStream out = Files.newOutputStream(file)) {
      builder = new TextBuilder(out, 1_000_000);
      content.accept(builder);
      builder.finish();
    }
    try (var text = new TextFile(file, builder.structure())) {
      return new Items(text, "en", LIMIT)
          .cut().stream().map(range -> text.slice(range.start(), range.end())).toList();
    }
  }
}
