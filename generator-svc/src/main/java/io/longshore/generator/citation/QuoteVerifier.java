package io.longshore.generator.citation;

import io.longshore.contracts.Span;
import io.longshore.runtime.blob.BlobMissing;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.blob.BlobUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a document's text at a span and compares: what is quoted stands there, or it is not quoted.
 * The text is the blob {@code <tenant>/<textHash>}, UTF-8.
 */
public final class QuoteVerifier {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final BlobStore blobs;

  public QuoteVerifier(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * Whether exactly these code points stand at the span.
   *
   * @throws io.longshore.runtime.blob.BlobUnavailable when the texts can't be read now
   */
  public boolean stands(int tenant, Span span, String quote) {
    if (quote.codePointCount(0, quote.length()) != span.length()) {
      return false;
    }
    try (InputStream text = blobs.open(tenant + "/" + span.textHash())) {
      return stands(text, span.start(), quote.getBytes(StandardCharsets.UTF_8));
    } catch (BlobMissing e) {
      return false;
    } catch (IOException e) {
      throw new BlobUnavailable("The text broke off while it was read", e);
    }
  }

  private static boolean stands(InputStream text, int codePoint, byte[] quote) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int before = 0;
    for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
      for (int i = 0; i < read; i++) {
        boolean starts = (buffer[i] & 0xC0) != 0x80; // other bytes go on with a code point
        if (starts && before++ == codePoint) {
          return equal(quote, buffer, i, read, text);
        }
      }
    }
    return false;
  }

  /** Compares with what is left of the buffer and, where that is too short, of the stream. */
  private static boolean equal(byte[] quote, byte[] buffer, int from, int to, InputStream rest)
      throws IOException {
    int held = Math.min(quote.length, to - from);
    if (!Arrays.equals(quote, 0, held, buffer, from, from + held)) {
      return false;
    }
    byte[] more = rest.readNBytes(quote.length - held);
    return Arrays.equals(quote, held, quote.length, more, 0, more.length);
  }
}
