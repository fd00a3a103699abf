package io.longshore.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReaderTest {
  @TempDir Path folder;

  @Test
  void theContentIsKeptAndWhatStandsAroundItGoes() throws IOException {
    Reading reading =
        read(
            """
            <html><head><title>T</title><style>p{}</style></head><body>
            <header>Site name</header><nav><ul><li>Menu</li></ul></nav>
            <main><h1>Ducks <small>and geese</small></h1><p>All   ducks
            swim.</p><script>track()</script>
            <h2>Food</h2><ol><li>Leaves</li><li><p>Grain</p></li></ol><ul><li>More</li></ul>
            <table><tr><th>Name</th><th>Legs</th></tr><tr><td>Duck</td><td>2</td></tr></table>
            <pre>a
              b</pre><p hidden>secret</p><p style="display: none">secret</p></main>
            <aside>Advert</aside><footer>Imprint</footer></body></html>
            """);
    assertThat(reading.format()).isEqualTo(Format.HTML);
    assertThat(reading.headings())
        .containsExactly(List.of("Ducks and geese"), List.of("Ducks and geese", "Food"));
    assertThat(reading.string())
        .isEqualTo(
            """
            Ducks and geese

            All ducks swim.

            Food

            1. Leaves
            2. Grain

            - More

            Name	Legs
            Duck	2

            a
              b\
            """);
  }

  @Test
  void aPageMadeOfAsidesIsNotThrownAway() throws IOException {
    assertThat(
            read("<html><body><aside><p>Everything is in here.</p></aside></body></html>").string())
        .isEqualTo("Everything is in here.");
  }

  @Test
  void theDeclaredCharacterSetCounts() throws IOException {
    String page =
        "<html><head><meta charset=\"windows-1251\"></head><body><p>Корабль</p></body></html>";
    Path file =
        Files.write(folder.resolve("a.html"), page.getBytes(Charset.forName("windows-1251")));
    assertThat(Reading.of(file).string()).isEqualTo("Корабль");
  }

  @Test
  void anUnclosedPieceOfAPageIsRead() throws IOException {
    assertThat(read("ass=\"x\">tail</a></div><p>One<p>Two<b>three").string())
        .contains("One\n\nTwothree");
  }

  @Test
  void tenThousandNestedElementsAreRead() throws IOException {
    assertThat(read("<html>" + "<div>".repeat(10_000) + "deep").string()).isEqualTo("deep");
  }

  private Reading read(String page) throws IOException {
    return Reading.of(folder, "a.html", page);
  }
}
