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
import java.util.regex.Pattern;

/**
 * Scores passages and their sentences against a question by MaxSim over token vectors. A passage is
 * read behind the name of its document and its headings: so what a question says of the document is
 * met by each of its passages, not by those few alone that repeat it.
 */
public final class PassageScorer {
  private static final int CONTEXT_CHARS_MAX = 120;
  private static final Pattern EXTENSION = Pattern.compile("\\.\\w{1,5}$");
  private static final Pattern SEPARATORS = Pattern.compile("[-_.+\\s]+");

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
            passages.stream().map(passage -> context(passage) + passage.text()).toList(),
            Kind.PASSAGE,
            Priority.QUESTION,
            bound);
    boolean truncated = asked.tokensSeen() < asked.tokensGiven();
    return new Scores(score(asked, passages, texts), asked.size(), truncated);
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
    int before = context(passage).length();
    List<Evidence.Sentence> sentences = new ArrayList<>();
    for (Sentences.Range range : Sentences.of(passage.text(), passage.language())) {
      double score = cosines.range(before + range.start(), before + range.end()).score(weights);
      sentences.add(
          new Evidence.Sentence(text.codePoint(range.start()), text.codePoint(range.end()), score));
    }
    return sentences;
  }

  /** The document's name and the path, its outer parts left out where it is long. */
  private static String context(Passage passage) {
    List<String> path = new ArrayList<>();
    path.add(words(passage.name()));
    path.addAll(passage.headings());
    for (int from = 0; from < path.size(); from++) {
      String context = String.join(" > ", path.subList(from, path.size()));
      if (context.length() <= CONTEXT_CHARS_MAX) {
        return context + "\n";
      }
    }
    return "";
  }

  /** Of a file's name. */
  private static String words(String name) {
    return SEPARATORS.matcher(EXTENSION.matcher(name).replaceFirst("")).replaceAll(" ").strip();
  }
}
