package io.longshore.ingest.format;

import io.longshore.ingest.refusal.Refusal;
import io.longshore.ingest.refusal.Refused;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * Finds a file's format from its bytes. Name and declared type decide only between formats that
 * bytes can't tell apart: kinds of text.
 */
public final class Detector {
  private static final int HEAD_BYTES = 512;
  private static final int MAX_ENTRIES = 20_000;
  private static final long MAX_UNPACKED_BYTES = 4L << 30;
  private static final long SURELY_NO_BOMB_BYTES = 32L << 20;
  private static final long MAX_RATIO = 100;
  private static final MediaType ZIP = MediaType.application("zip");
  private static final MediaType OFFICE_97 = MediaType.application("x-tika-msoffice");
  private static final Set<String> MARKDOWN_ENDINGS = Set.of("md", "markdown");
  private static final Set<String> HTML_ENDINGS = Set.of("html", "htm", "xhtml");
  private static final Set<String> TEXT_ENDINGS = Set.of("txt", "text", "");

  private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

  /**
   * @param declared the media type that came with the file, null when none did
   * @throws Refused when it is empty or none of our formats
   */
  public Format detect(Path file, String name, @Nullable String declared) throws IOException {
    if (Files.size(file) == 0) {
      throw new Refused(Refusal.EMPTY);
    }
    MediaType type = typeOf(file, name);
    String ending = ending(name);
    boolean markdown =
        MARKDOWN_ENDINGS.contains(ending)
            || (!TEXT_ENDINGS.contains(ending) && "text/markdown".equals(declared));
    if (type.equals(MediaType.application("pdf"))) {
      return Format.PDF;
    }
    if (type.equals(OFFICE_97) && ending.equals("docx")) {
      // Word wraps a document with a password into its old container.
      throw new Refused(Refusal.ENCRYPTED);
    }
    if (isA(type, ZIP)) {
      return insideZip(file, ending);
    }
    if (isHtml(type)) {
      // Markdown may begin with a piece of HTML.
      return markdown && !beginsAsHtml(file) ? Format.MARKDOWN : Format.HTML;
    }
    return text(type, ending, markdown, declared);
  }

  private static boolean isHtml(MediaType type) {
    return type.equals(MediaType.TEXT_HTML) || type.equals(MediaType.application("xhtml+xml"));
  }

  private Format text(MediaType type, String ending, boolean markdown, @Nullable String declared) {
    boolean textual =
        isA(type, MediaType.TEXT_PLAIN)
            || type.equals(MediaType.OCTET_STREAM)
            || type.getType().equals("message");
    if (textual && markdown) {
      return Format.MARKDOWN;
    }
    if (textual && HTML_ENDINGS.contains(ending)) {
      return Format.HTML;
    }
    if (textual && (TEXT_ENDINGS.contains(ending) || "text/plain".equals(declared))) {
      return Format.TXT;
    }
    throw new Refused(Refusal.UNSUPPORTED_FORMAT);
  }

  private MediaType typeOf(Path file, String name) throws IOException {
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      return types.detect(in, metadata).getBaseType();
    }
  }

  private boolean isA(MediaType type, MediaType general) {
    return type.equals(general) || types.getMediaTypeRegistry().isSpecializationOf(type, general);
  }

  private static Format insideZip(Path file, String ending) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      refuseBombs(zip);
      if (zip.getEntry("META-INF/container.xml") != null) {
        return Format.EPUB;
      }
      if (zip.getEntry("word/document.xml") != null) {
        return Format.DOCX;
      }
      throw new Refused(Refusal.UNSUPPORTED_FORMAT);
    } catch (ZipException e) {
      boolean ours = ending.equals("docx") || ending.equals("epub");
      throw new Refused(ours ? Refusal.DAMAGED : Refusal.UNSUPPORTED_FORMAT, e);
    }
  }

  /** By what the archive says of itself; readers also count what comes out. */
  private static void refuseBombs(ZipFile zip) {
    long packed = 0;
    long unpacked = 0;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      packed += Math.max(0, entry.getCompressedSize());
      unpacked += Math.max(0, entry.getSize());
    }
    if (zip.size() > MAX_ENTRIES
        || unpacked > MAX_UNPACKED_BYTES
        || (unpacked > SURELY_NO_BOMB_BYTES && unpacked > MAX_RATIO * packed)) {
      throw new Refused(Refusal.PARSE_TOO_BIG);
    }
  }

  private static boolean beginsAsHtml(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      String head =
          new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1)
              .stripLeading()
              .toLowerCase(Locale.ROOT);
      return head.startsWith("<!doctype html") || head.startsWith("<html");
    }
  }

  private static String ending(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    int dot = last.lastIndexOf('.');
    return dot < 0 ? "" : last.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
