package io.longshore.reranker.scoring;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.text.Sentences;
import io.longshore.contracts.text.Text;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.TokenVectors;
import java.util.ArrayList;
import java.util.List;

/** Scores passages and their sentences against a question by MaxSim over token vectors. */
public final class PassageScorer {
  private final Encoder encoder;

  public PassageScorer(Encoder encoder) {
    this.encoder = encoder;
  }

  /**
   * In the order of the passages.
   *
   * @throws io.longshore.inference.encoder.ModelUnavailable when the model can't be asked now
   * @throws io.longshore.inference.encoder.ModelRefused when it doesn't take the texts
   */
  public Scores score(String question, List<Passage> passages) {
    if (passages.isEmpty()) {
      return Scores.NONE;
    }
    TokenVectors asked =
        encoder.tokens(List.of(question), Kind.QUERY, Priority.QUESTION).getFirst();
    List<TokenVectors> texts =
        encoder.tokens(
            passages.stream().map(Passage::text).toList(), Kind.PASSAGE, Priority.QUESTION);
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
    List<Evidence.Sentence> sentences = new ArrayList<>();
    for (Sentences.Range range : Sentences.of(passage.text(), passage.language())) {
      double score = cosines.range(range.start(), range.end()).score(weights);
      sentences.add(
          new Evidence.Sentence(text.codePoint(range.start()), text.codePoint(range.end()), score));
    }
    return sentences;
  }
}
