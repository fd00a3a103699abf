package io.longshore.cli.evaluate.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataTest {
  /** A question with a twin, on a document. */
  private record Twin(String group, String split, String slice) implements Case {
    @Override
    public List<String> documents() {
      return List.of(split);
    }

    @Override
    public List<String> slices() {
      return List.of("", slice);
    }
  }

  private static Data<Twin> data(boolean wholeCorpus) {
    var documents = IntStream.range(0, 40).mapToObj(i -> Document.ofText("d" + i, "text")).toList();
    var cases =
        IntStream.range(0, 80)
            .mapToObj(i -> new Twin("q" + i / 2, "d" + i / 2, i % 2 == 0 ? "first." : "second."))
            .toList();
    return new Data<>(documents, cases, wholeCorpus);
  }

  @Test
  void theHalvesShareNoDocumentAndAreTheWholeTogether() {
    var tune = data(false).of(Split.TUNE);
    var report = data(false).of(Split.REPORT);
    assertThat(tune.documents()).isNotEmpty().doesNotContainAnyElementsOf(report.documents());
    assertThat(tune.cases().size() + report.cases().size()).isEqualTo(80);
    assertThat(tune.documents().size() + report.documents().size()).isEqualTo(40);
    assertThat(data(false).of(Split.ALL)).isEqualTo(data(false));
  }

  @Test
  void aDocumentStaysOnItsSideForEver() {
    // sha256sum of "a01-p0" begins with 7a, of "a01-p3" with b1
    assertThat(Split.TUNE.holds("a01-p0")).isTrue();
    assertThat(Split.REPORT.holds("a01-p0")).isFalse();
    assertThat(Split.TUNE.holds("a01-p3")).isFalse();
    assertThat(Split.REPORT.holds("a01-p3")).isTrue();
  }

  @Test
  void aSampleHasWholeGroupsInTheOrderOfTheData() {
    var sample = data(false).sample(5, 7);
    assertThat(sample.cases()).hasSize(10);
    assertThat(sample.documents()).hasSize(5);
    assertThat(data(false).cases()).containsSubsequence(sample.cases());
    assertThat(data(false).sample(5, 7)).isEqualTo(sample);
    assertThat(data(false).sample(5, 8)).isNotEqualTo(sample);
    assertThat(data(false).sample(0, 7)).isEqualTo(data(false));
    assertThat(data(false).sample(99, 7)).isEqualTo(data(false));
  }

  @Test
  void aPartOfItHasOnlyItsCases() {
    assertThat(data(false).in(List.of("first")).cases())
        .hasSize(40)
        .allMatch(one -> one.slices().contains("first."));
    assertThat(data(false).in(List.of("first", "second"))).isEqualTo(data(false));
    assertThat(data(false).in(List.of("third")).cases()).isEmpty();
    assertThat(data(false).in(List.of())).isEqualTo(data(false));
  }

  @Test
  void aCorpusThatIsSearchedStaysWhole() {
    assertThat(data(true).sample(5, 7).documents()).hasSize(40);
  }

  @Test
  void casesWhoseDocumentIsMissingAreLeftOut() {
    var rest = data(false).without(Set.of("d3"));
    assertThat(rest.cases()).hasSize(78).noneMatch(one -> one.split().equals("d3"));
  }

  @Test
  void progressIsALineEveryTenthWhereThereIsNoTerminal() {
    var text = new StringWriter();
    var bar = new Bar(new PrintWriter(text), false);
    bar.begin("ours", 30);
    IntStream.range(0, 30).forEach(i -> bar.step());
    bar.end();
    assertThat(text.toString().lines()).hasSize(11);
    assertThat(text.toString()).contains("] 3/30  ours, 0:").endsWith("] 30/30  ours\n");
  }

  @Test
  void progressIsOneLineOnATerminal() {
    var text = new StringWriter();
    var bar = new Bar(new PrintWriter(text), true);
    bar.begin("ours", 2);
    bar.step();
    bar.step();
    bar.end();
    assertThat(text.toString()).startsWith("\r[....").contains("\r[####").endsWith("\n");
    assertThat(text.toString().lines()).hasSize(4); // parts between \r, and one line
  }
}
