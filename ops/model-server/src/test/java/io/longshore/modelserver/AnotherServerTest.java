package io.longshore.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.EncoderLimits;
import io.longshore.inference.encoder.TritonEncoder;
import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Another server of a repository, such as a Triton, beside ours, one text a call: {@code
 * -Dtriton=host:port -Drepository=FOLDER}, and {@code -Dlargest=0.001} for what a number of a
 * vector may differ. {@code ops/checks/triton.sh} runs it.
 */
@EnabledIfSystemProperty(
    named = "triton",
    matches = ".+",
    disabledReason = "only with -Dtriton=host:port and -Drepository=FOLDER")
class AnotherServerTest {
  private static final int QUESTIONS = 100;
  private static final int PASSAGES = 400;
  private static final int TOP = 10;
  private static final Pattern QUESTION = Pattern.compile("\"question\": *\"([^\"]*)\"");

  private final Path repository = Path.of(System.getProperty("repository", ""));
  private final double largest = Double.parseDouble(System.getProperty("largest", "2"));

  @Test
  void itsVectorsAreOursAndFindTheSamePassages() throws IOException {
    List<String> passages = RealTexts.passages(PASSAGES);
    List<String> questions = questions(passages);
    try (var server = new TestServer(TestServer.settings(repository, 65_536));
        var ours = new TritonEncoder(server.address(), repository, EncoderLimits.DEFAULT);
        var theirs =
            new TritonEncoder(
                System.getProperty("triton", ""), repository, EncoderLimits.DEFAULT)) {
      var here = new Vectors(ours, passages, questions);
      var there = new Vectors(theirs, passages, questions);
      assertThat(theirs.info().generation()).isEqualTo(ours.info().generation());
      double difference = 0;
      double cosine = 1;
      for (int text = 0; text < here.all().size(); text++) {
        float[] a = here.all().get(text);
        float[] b = there.all().get(text);
        difference = Math.max(difference, difference(a, b));
        cosine = Math.min(cosine, RealEncoder.cosine(a, b));
      }
      long same =
          IntStream.range(0, questions.size())
              .filter(question -> here.top(question).equals(there.top(question)))
              .count();
      System.out.printf(
          Locale.ROOT,
          "figure: %s, %d texts, one a call: largest difference %.1e, least cosine %.7f, the same top %d of %d passages for %d of %d questions%n",
          ours.info().name(),
          here.all().size(),
          difference,
          cosine,
          TOP,
          passages.size(),
          same,
          questions.size());
      assertThat(difference).isLessThanOrEqualTo(largest);
      assertThat(cosine).isGreaterThanOrEqualTo(0.99);
      assertThat(same).isGreaterThanOrEqualTo(95);
    }
  }

  /** Those about the samples, and first sentences of passages, as somebody would look for them. */
  private static List<String> questions(List<String> passages) throws IOException {
    List<String> questions = new ArrayList<>();
    Path folder = Folders.sources().resolve("tests-e2e/src/test/resources");
    for (String file : List.of("samples-questions.jsonl", "samples-questions-multilingual.jsonl")) {
      Matcher found = QUESTION.matcher(Files.readString(folder.resolve(file)));
      while (found.find()) {
        questions.add(found.group(1));
      }
    }
    passages.stream()
        .map(passage -> passage.split("(?<=[.:;])\\s", 2)[0])
        .limit(QUESTIONS - questions.size())
        .forEach(questions::add);
    assertThat(questions).hasSize(QUESTIONS);
    return questions;
  }

  private static double difference(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(k -> Math.abs(a[k] - b[k])).max().orElseThrow();
  }

  /** Of a server, of length 1. */
  private static final class Vectors {
    private final List<float[]> passages;
    private final List<float[]> questions;

    Vectors(TritonEncoder encoder, List<String> passages, List<String> questions) {
      this.passages = embed(encoder, passages, Kind.PASSAGE);
      this.questions = embed(encoder, questions, Kind.QUERY);
    }

    List<float[]> all() {
      List<float[]> all = new ArrayList<>(passages);
      all.addAll(questions);
      return all;
    }

    Set<Integer> top(int question) {
      float[] vector = questions.get(question);
      return IntStream.range(0, passages.size())
          .boxed()
          .sorted(Comparator.comparingDouble(k -> -RealEncoder.cosine(vector, passages.get(k))))
          .limit(TOP)
          .collect(Collectors.toSet());
    }

    private static List<float[]> embed(TritonEncoder encoder, List<String> texts, Kind kind) {
      return texts.stream()
          .map(text ->
              encoder
                  .embed(
                      List.of(text), kind, Priority.INGESTION, Bound.within(Duration.ofMinutes(1)))
                  .getFirst()
                  .vector())
          .toList();
    }
  }
}
