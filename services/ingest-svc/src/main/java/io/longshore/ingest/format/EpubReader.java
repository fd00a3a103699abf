package io.longshore.ingest.format;

import io.longshore.ingest.refusal.Refusal;
import io.longshore.ingest.refusal.Refused;
import io.longshore.ingest.text.TextSink;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * An e-book, chapter by chapter in the order of its spine (EPUB 2 and 3). Chapters are read as
 * lenient HTML: Tika's own reader drops named entities and stops at the first malformed chapter.
 */
final class EpubReader implements FormatReader {
  private static final int MAX_CHAPTERS = 10_000;
  private static final int MAX_CHAPTER_BYTES = 32 * 1024 * 1024;

  @Override
  public void read(Path file, TextSink sink) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      refuseEncrypted(zip);
      String opf = xml(zip, "META-INF/container.xml").select("rootfile").attr("full-path");
      List<String> chapters = chapters(xml(zip, opf), opf);
      if (chapters.isEmpty()) {
        throw new Refused(Refusal.DAMAGED);
      }
      Flow flow = new Flow(sink);
      for (int i = 0; i < chapters.size(); i++) {
        ZipEntry entry = zip.getEntry(chapters.get(i));
        if (entry == null) {
          sink.loss();
        } else {
          Page.write(chapter(zip, entry), flow);
        }
        sink.progress(i + 1, chapters.size());
      }
    }
  }

  /** Fonts may be obfuscated, chapters not. */
  private static void refuseEncrypted(ZipFile zip) throws IOException {
    if (zip.getEntry("META-INF/encryption.xml") == null) {
      return;
    }
    boolean chapters =
        xml(zip, "META-INF/encryption.xml").getAllElements().stream()
            .map(element -> element.attr("URI"))
            .anyMatch(uri -> uri.matches("(?i).*\\.x?html?"));
    if (chapters) {
      throw new Refused(Refusal.ENCRYPTED);
    }
  }

  /** Names of the chapters' entries, the table of contents left out. */
  private static List<String> chapters(Document opf, String opfName) {
    Map<String, String> hrefs = new HashMap<>();
    for (Element item : opf.getAllElements()) {
      if (localName(item).equals("item") && !isContents(item)) {
        hrefs.put(item.attr("id"), item.attr("href"));
      }
    }
    List<String> chapters = new ArrayList<>();
    for (Element item : opf.getAllElements()) {
      String href = hrefs.get(item.attr("idref"));
      if (localName(item).equals("itemref") && href != null) {
        chapters.add(resolve(opfName, href));
      }
    }
    if (chapters.size() > MAX_CHAPTERS) {
      throw new Refused(Refusal.PARSE_TOO_BIG);
    }
    return chapters;
  }

  /** The navigation document (EPUB 3.3, 7.4) repeats the headings and says nothing of its own. */
  private static boolean isContents(Element item) {
    return List.of(item.attr("properties").split("\\s+")).contains("nav");
  }

  private static String localName(Element element) {
    return element.normalName().substring(element.normalName().indexOf(':') + 1);
  }

  private static String resolve(String base, String href) {
    try {
      return URI.create("/" + base.replace(" ", "%20"))
          .resolve(href.replace(" ", "%20"))
          .normalize()
          .getPath()
          .substring(1);
    } catch (IllegalArgumentException e) {
      return href;
    }
  }

  private static Document chapter(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = new LimitedInput(zip.getInputStream(entry), MAX_CHAPTER_BYTES)) {
      return Jsoup.parse(in, "UTF-8", "");
    }
  }

  private static Document xml(ZipFile zip, @Nullable String name) throws IOException {
    ZipEntry entry = name == null ? null : zip.getEntry(name);
    if (entry == null) {
      throw new Refused(Refusal.DAMAGED);
    }
    try (InputStream in = new LimitedInput(zip.getInputStream(entry), MAX_CHAPTER_BYTES)) {
      return Jsoup.parse(in, "UTF-8", "", Parser.xmlParser());
    }
  }
}
