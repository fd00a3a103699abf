package io.longshore.gateway.library;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The formats that can be read, known by name or declared type and by the first bytes. */
enum FileType {
  TEXT("text/plain", "txt text"),
  MARKDOWN("text/markdown", "md markdown"),
  HTML("text/html", "html htm xhtml"),
  PDF("application/pdf", "pdf"),
  DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
  EPUB("application/epub+zip", "epub");

  /** How many bytes {@link #of} wants to see. */
  static final int HEAD_BYTES = 4096;

  /** For people. */
  static final String LIST = "txt, md, html, pdf, docx, epub";

  /** A PDF may have this much before its mark (ISO 32000-1, appendix H, note 13). */
  private static final int PDF_MARK_WITHIN = 1024;

  private static final byte[] PDF_MARK = ascii("%PDF-");
  private static final byte[] ZIP_MARK = {'P', 'K', 3, 4};
  private static final byte[] EPUB_MARK = ascii("mimetypeapplication/epub+zip");
  private static final int EPUB_MARK_AT = 30;

  private final String mediaType;

  /** Parted by spaces. */
  private final String endings;

  FileType(String mediaType, String endings) {
    this.mediaType = mediaType;
    this.endings = endings;
  }

  String mediaType() {
    return mediaType;
  }

  /**
   * The type of a file: what its bytes show wins over its name, and its name over what was
   * declared. Empty when it is none of these or its bytes contradict.
   */
  static Optional<FileType> of(String name, @Nullable String declared, byte[] head) {
    if (indexOf(PDF_MARK, head, PDF_MARK_WITHIN) >= 0) {
      return Optional.of(PDF);
    }
    var claimed = claimed(name, declared);
    if (startsWith(ZIP_MARK, head, 0)) {
      return startsWith(EPUB_MARK, head, EPUB_MARK_AT)
          ? Optional.of(EPUB)
          : claimed.filter(type -> type == DOCX || type == EPUB);
    }
    if (claimed.isPresent()) {
      return claimed.filter(type -> type.isText() && looksLikeText(head));
    }
    return ending(name).isEmpty() && isUnknown(declared) && looksLikeText(head)
        ? Optional.of(TEXT)
        : Optional.empty();
  }

  private boolean isText() {
    return this == TEXT || this == MARKDOWN || this == HTML;
  }

  private static Optional<FileType> claimed(String name, @Nullable String declared) {
    String ending = ending(name);
    var byName =
        Arrays.stream(values())
            .filter(type -> List.of(type.endings.split(" ")).contains(ending))
            .findFirst();
    if (byName.isPresent() || declared == null) {
      return byName;
    }
    String plain = declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(type -> type.mediaType.equals(plain)).findFirst();
  }

  private static boolean isUnknown(@Nullable String declared) {
    return declared == null
        || declared.isBlank()
        || declared.toLowerCase(Locale.ROOT).startsWith("application/octet-stream");
  }

  /** UTF-16 has NULs, but says so by its mark. */
  private static boolean looksLikeText(byte[] head) {
    boolean marked =
        head.length >= 2
            && ((head[0] == (byte) 0xFF && head[1] == (byte) 0xFE)
                || (head[0] == (byte) 0xFE && head[1] == (byte) 0xFF));
    return marked || indexOf(new byte[] {0}, head, head.length) < 0;
  }

  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    return ending.matches("[a-z0-9]{1,8}") ? ending : "";
  }

  private static int indexOf(byte[] mark, byte[] head, int within) {
    for (int at = 0; at < within && at + mark.length <= head.length; at++) {
      if (startsWith(mark, head, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] mark, byte[] head, int at) {
    return head.length >= at + mark.length
        && Arrays.equals(mark, 0, mark.length, head, at, at + mark.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
