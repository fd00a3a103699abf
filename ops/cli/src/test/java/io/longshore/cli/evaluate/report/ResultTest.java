package io.longshore.cli.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.evaluate.frame.Result;
import io.longshore.cli.evaluate.frame.Split;
import io.longshore.cli.evaluate.measure.Interval;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import tools.jackson.databind.json.JsonMapper;

class ResultTest {
  private static final Interval HALF = new Interval(0.5, 0.4, 0.6123456789);

  private static Result result() {
    var arms = new LinkedHashMap<String, Result.ArmResult>();
    arms.put("extractive", new Result.Ran(metrics(HALF, new Interval(0.3, 0.2, 2.6))));
    arms.put("ours", new Result.Ran(Map.of("f1", new Interval(1, 0.9, 1))));
    arms.put("free", new Result.Skipped("No <model> is \"there\"."));
    return new Result(
        "answers",
        "/data/sets/x&y/en",
        Split.REPORT,
        60,
        7,
        "6a0fae9",
        null,
        arms,
        Map.of("ours - extractive", Map.of("f1", new Interval(0.5, 0.3, 0.6))),
        Map.of("d9", "unsupported"));
  }

  private static Map<String, Interval> metrics(Interval f1, Interval seconds) {
    var metrics = new LinkedHashMap<String, Interval>();
    metrics.put("f1", f1);
    metrics.put("seconds", seconds);
    metrics.put("given.en.f1", f1);
    return metrics;
  }

  @Test
  void programsGetEveryPromisedField() {
    var json = JsonMapper.builder().build().readTree(ResultJson.of(result()));
    assertThat(json.propertyNames())
        .containsExactly(
            "suite",
            "data",
            "split",
            "n",
            "seed",
            "commit",
            "model",
            "arms",
            "differences",
            "unread");
    assertThat(json.at("/split").asString()).isEqualTo("report");
    assertThat(json.at("/n").asInt()).isEqualTo(60);
    assertThat(json.at("/model").isNull()).isTrue();
    assertThat(json.at("/arms").propertyNames()).containsExactly("extractive", "ours", "free");
    assertThat(json.at("/arms/extractive/f1").toString())
        .isEqualTo("{\"value\":0.5,\"low\":0.4,\"high\":0.612346}");
    assertThat(json.at("/arms/free").toString())
        .isEqualTo("{\"skipped\":\"No <model> is \\\"there\\\".\"}");
    assertThat(json.at("/differences/ours - extractive/f1/low").asDouble()).isEqualTo(0.3);
    assertThat(json.at("/unread/d9").asString()).isEqualTo("unsupported");
  }

  @Test
  void peopleSeeValuesIntervalsDifferencesAndWhatIsMissing() {
    assertThat(ResultTable.of(result()))
        .contains("answers on /data/sets/x&y/en, split report, 60 cases, seed 7, commit 6a0fae9")
        .contains("free was skipped: No <model> is \"there\".")
        .contains("1 documents could not be taken in")
        .containsPattern("f1 +0\\.500 \\[0\\.400, 0\\.612] +1\\.000 \\[0\\.900, 1\\.000]")
        .containsPattern("f1 +\\+0\\.500 \\[\\+0\\.300, \\+0\\.600]\\*");
  }

  @Test
  void thePictureHasADotForEveryValueAndStaysInItsFrame() throws Exception {
    var picture = parsed(ResultPlot.of(result()));
    var root = picture.getDocumentElement();
    assertThat(picture.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("answers, x&y/en, split report, 60 cases");
    assertThat(root.getTextContent())
        .contains("free was skipped: No <model> is \"there\".")
        .contains("0.500 [0.400, 0.612]")
        .doesNotContain("given.en.f1");
    var dots = picture.getElementsByTagName("circle");
    assertThat(dots.getLength()).as("f1 of two arms, seconds of one").isEqualTo(3);
    double half = number(dots.item(0), "cx");
    assertThat(number(dots.item(1), "cx")).as("1 is right of 0.5").isGreaterThan(half);
    double height = number(root, "height");
    var texts = picture.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      assertThat(number(texts.item(i), "y")).isBetween(0.0, height);
    }
  }

  @Test
  void thePictureHasNoColourThatABackgroundCouldSwallow() {
    assertThat(ResultPlot.of(result())).contains("#767676").doesNotContain("#000", "#fff");
  }

  private static double number(Node node, String name) {
    return Double.parseDouble(((Element) node).getAttribute(name));
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
