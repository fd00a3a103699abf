package io.longshore.reranker.scoring;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.text.Sentences;
import io.longshore.contracts.text.Text;
import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.TokenVectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores passages and their sentences against a question by MaxSim over token vectors. A passage is
 * read behind its headings, as it was when it was indexed.
 */
public final class PassageScorer {
  private static final int HEADINGS_CHARS_MAX = 120;

  private final Encoder encoder;

  public PassageScorer(Encoder encoder) {
    this.encoder = encoder;
  }

  /**
   * In the order of the passages.
   *
   * @throws io.longshore.inference.call.ModelUnavailable when the model can't be asked now
   * @throws io.longshore.inference.call.ModelRefused when it doesn't take the texts
   */
  public Scores score(String question, List<Passage> passages, Bound bound) {
    if (passages.isEmpty()) {
      return Scores.NONE;
    }
    TokenVectors asked =
        encoder.tokens(List.of(question), Kind.QUERY, Priority.QUESTION, bound).getFirst();
    List<TokenVectors> texts =
        encoder.tokens(
            passages.stream().map(passage -> headings(passage) + passage.text()).toList(),
            Kind.PASSAGE,
            Priority.QUESTION,
            bound);
    boolean truncated = asked.tokensSeen() < asked.tokensGiven();
    return new Scores(score(asked, passages, texts), truncated);
  }

  private static List<Scored> score(
      TokenVectors question, List<Passage> passages, List<TokenVectors> texts) {
    List<Cosines> cosines = texts.stream().map(text -> Cosines.of(question, text)).toList();
    List<Match> matches = cosines.stream().map(Cosines::whole).toList();
    double[] weights = TokenWeights.of(matches);
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < passages.size(); i++) {
      Passage passage = passages.get(i);
      double maxSim = matches.get(i).score(weights);
      scored.add(new Scored(passage, maxSim, sentences(passage, cosines.get(i), weights)));
    }
    return scored;
  }

  private static List<Evidence.Sentence> sentences(
      Passage passage, Cosines cosines, double[] weights) {
    Text text = new Text(passage.text());
    int before = headings(passage).length();
    List<Evidence.Sentence> sentences = new ArrayList<>();
    for (Sentences.Range range : Sentences.of(passage.text(), passage.language())) {
      double score = cosines.range(before + range.start(), before + range.end()).score(weights);
      sentences.add(
          new Evidence.Sentence(text.codePoint(range.start()), text.codePoint(range.end()), score));
    }
    return sentences;
  }

  /** The path, its outer headings left out where it is long. */
  private static String headings(Passage passage) {
    List<String> headings = passage.headings();
    for (int from = 0; from < headings.size(); from++) {
      String path = String.join(" > ", headings.subList(from, headings.size()));
      if (path.length() <= HEADINGS_CHARS_MAX) {
        return path + "\n";
      }
    }
    return "";
  }
}
