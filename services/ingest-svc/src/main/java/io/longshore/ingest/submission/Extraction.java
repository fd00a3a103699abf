package io.longshore.ingest.submission;

import io.longshore.contracts.document.Structure;
import io.longshore.ingest.parser.Parser;
import io.longshore.ingest.refusal.Refusal;
import io.longshore.ingest.refusal.Refused;
import io.longshore.ingest.text.Languages;
import io.longshore.ingest.text.TextBuilder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** From a file to a text file and what is known about it. */
final class Extraction {
  private final Parser parser;
  private final Languages languages;
  private final IngestProperties properties;

  /**
   * @param hash lower-case hex SHA-256 of the UTF-8 text
   * @param language detected, BCP 47
   * @param lossy parts of the file could not be read
   */
  record Extracted(
      String mediaType,
      String hash,
      String language,
      Structure structure,
      int words,
      boolean lossy) {}

  Extraction(Parser parser, Languages languages, IngestProperties properties) {
    this.parser = parser;
    this.languages = languages;
    this.properties = properties;
  }

  /**
   * Writes the text.
   *
   * @throws Refused when there is none
   */
  Extracted extract(
      Path file, String name, @Nullable String mediaType, Path text, ProgressSink.Steps steps) {
    try (Writing writing = new Writing(text)) {
      String type =
          parser.parse(
              file,
              name,
              mediaType,
              () -> new ProgressSink(writing.begin(), steps, properties.progressEvery()));
      TextBuilder builder = writing.finish();
      if (builder.codePoints() == 0) {
        throw new Refused(Refusal.EMPTY);
      }
      return new Extracted(
          type,
          writing.hash(),
          languages.detect(builder.sample()),
          builder.structure(),
          builder.words(),
          builder.lossy());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text file; each beginning empties it. */
  private final class Writing implements AutoCloseable {
    private final Path file;
    private DigestOutputStream out = digesting(OutputStream.nullOutputStream());
    private TextBuilder builder = new TextBuilder(out, 0);

    Writing(Path file) {
      this.file = file;
    }

    TextBuilder begin() {
      try {
        out.close();
        out = digesting(new BufferedOutputStream(Files.newOutputStream(file)));
        builder = new TextBuilder(out, properties.codePoints());
        return builder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    TextBuilder finish() throws IOException {
      builder.finish();
      out.flush();
      return builder;
    }

    String hash() {
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private static DigestOutputStream digesting(OutputStream out) {
    try {
      return new DigestOutputStream(out, MessageDigest.getInstance("SHA-256"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
