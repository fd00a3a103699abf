package io.longshore.ingest.format;

import io.longshore.ingest.format.pdf.PdfReader;

/** The reader of each format. */
public final class Readers {
  private Readers() {}

  public static FormatReader of(Format format) {
    return switch (format) {
      case TXT -> new TxtReader();
      case MARKDOWN -> new MarkdownReader();
      case HTML -> new HtmlReader();
      case PDF -> new PdfReader();
      case DOCX -> new DocxReader();
      case EPUB -> new EpubReader();
    };
  }
}
