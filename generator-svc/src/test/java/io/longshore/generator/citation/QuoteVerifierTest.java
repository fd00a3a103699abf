package io.longshore.generator.citation;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Span;
import io.longshore.contracts.text.Text;
import io.longshore.runtime.blob.DirectoryBlobStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuoteVerifierTest {
  private static final int TENANT = 1;

  @TempDir Path folder;
  private DirectoryBlobStore blobs;
  private QuoteVerifier verifier;

  @BeforeEach
  void store() {
    blobs = new DirectoryBlobStore(folder);
    verifier = new QuoteVerifier(blobs);
  }

  @Test
  void aQuoteStandsWhereItsCodePointsStandAlsoBehindEmojiAndRareHan() {
    String text = "🦦 Otters 𠮷 eat\nfish. Ende für heute. 水獭吃鱼。";
    for (String quote : new String[] {"🦦", "𠮷 eat\nfish.", "Ende für heute.", "水獭吃鱼。", text}) {
      int start = text.codePointCount(0, text.indexOf(quote));
      assertThat(verifier.stands(TENANT, span(text, start, quote), quote)).as(quote).isTrue();
      if (start > 0) {
        assertThat(verifier.stands(TENANT, span(text, start - 1, quote), quote))
            .as(quote)
            .isFalse();
      }
    }
  }

  @Test
  void aWordThatWasChangedDoesNotStand() {
    String text = "Otters eat fish.";
    assertThat(verifier.stands(TENANT, span(text, 0, text), "Otters eat wood.")).isFalse();
  }

  @Test
  void aQuoteThatIsShorterThanItsSpanDoesNotStand() {
    String text = "Otters eat fish.";
    assertThat(verifier.stands(TENANT, span(text, 0, text), "Otters eat")).isFalse();
  }

  @Test
  void aSpanBehindTheEndDoesNotStand() {
    String text = "Otters eat fish.";
    assertThat(verifier.stands(TENANT, span(text, 100, "fish."), "fish.")).isFalse();
    assertThat(verifier.stands(TENANT, span(text, 14, "h. more"), "h. more")).isFalse();
  }

  @Test
  void whatLiesOverTheBordersOfTheBufferIsReadWhole() {
    String text = "ä".repeat(32_760) + "Otters eat fish and crabs." + "ü".repeat(100_000) + "Ende";
    String quote = "Otters eat fish and crabs.";
    assertThat(verifier.stands(TENANT, span(text, 32_760, quote), quote)).isTrue();
    String longQuote = new Text(text).slice(30_000, 130_000);
    assertThat(verifier.stands(TENANT, span(text, 30_000, longQuote), longQuote)).isTrue();
  }

  @Test
  void anotherTenantsTextAndAnErasedOneAreNoSource() {
    String text = "Otters eat fish.";
    Span span = span(text, 0, text);
    assertThat(verifier.stands(2, span, text)).isFalse();
    blobs.delete(TENANT + "/" + span.textHash());
    assertThat(verifier.stands(TENANT, span, text)).isFalse();
  }

  private Span span(String text, int start, String quote) {
    String key = blobs.put(TENANT, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return new Span(
        DocumentId.random(),
        key.substring(key.indexOf('/') + 1),
        start,
        start + quote.codePointCount(0, quote.length()));
  }
}
