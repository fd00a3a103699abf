package io.longshore.cli.evaluate.longembed;

import io.longshore.cli.evaluate.frame.Bar;
import io.longshore.cli.evaluate.frame.Trial;
import io.longshore.cli.evaluate.frame.Tried;
import io.longshore.cli.evaluate.vectors.TextVector;
import io.longshore.cli.evaluate.vectors.TextVectors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One mode: a vector of each document, and questions that look for theirs. */
final class LongTrial implements Trial<LongCase> {
  /** Whether the document was the first; with a length behind it, of such documents only. */
  static final String FOUND = "found";

  static final String RECIPROCAL = "reciprocal-rank";

  /** The share of the document's tokens that went into its vector. */
  static final String SEEN = "seen";

  static final String SPEED = "tokens-per-second";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<Field, List<TextVector>> documents;
  private final Map<String, TextVector> questions;
  private final double tokensPerSecond;

  private LongTrial(
      Map<Field, List<TextVector>> documents,
      Map<String, TextVector> questions,
      double tokensPerSecond) {
    this.documents = documents;
    this.questions = questions;
    this.tokensPerSecond = tokensPerSecond;
  }

  /** Makes and embeds the documents of the cases' fields, and asks for their questions' vectors. */
  static LongTrial of(List<LongCase> cases, Haymaker maker, TextVectors vectors, Bar bar) {
    List<Field> fields = cases.stream().map(LongCase::field).distinct().toList();
    bar.begin("documents", fields.stream().mapToInt(field -> field.plans().size()).sum());
    var documents = new HashMap<Field, List<TextVector>>();
    for (Field field : fields) {
      documents.put(field, vectors.passages(maker.documents(field), bar::step));
    }
    bar.end();
    var questions = new HashMap<String, TextVector>();
    for (LongCase one : cases) {
      questions.computeIfAbsent(one.question(), vectors::question);
    }
    return new LongTrial(documents, questions, vectors.tokensPerSecond());
  }

  @Override
  public Tried attempt(LongCase one) {
    List<TextVector> all = Objects.requireNonNull(documents.get(one.field()));
    TextVector question = Objects.requireNonNull(questions.get(one.question()));
    double[] cosines = all.stream().mapToDouble(question::cosine).toArray();
    var place = Place.of(cosines, one.number());
    TextVector wanted = all.get(one.number());
    double seen = (double) wanted.tokensSeen() / wanted.tokensGiven();
    ObjectNode shown =
        JSON.createObjectNode()
            .put("document", one.field().id(one.number()))
            .put("question", one.question())
            .put("depth", one.field().plans().get(one.number()).depth())
            .put("tokens", wanted.tokensGiven())
            .put("better", place.better())
            .put("alike", place.alike());
    return new Tried(
        Map.of(
            FOUND,
            place.first(),
            FOUND + one.field().length(),
            place.first(),
            RECIPROCAL,
            place.reciprocal(),
            SEEN,
            seen,
            SPEED,
            tokensPerSecond),
        shown);
  }

  /**
   * Where the wanted document stands. Documents of which the model saw the same have the same
   * vector: among these the place is drawn, and what counts is what is to be expected.
   *
   * @param better documents that are nearer
   * @param alike documents that are as near, the wanted one included
   */
  record Place(int better, int alike) {
    static Place of(double[] cosines, int wanted) {
      int better = 0;
      int alike = 0;
      for (double cosine : cosines) {
        better += cosine > cosines[wanted] ? 1 : 0;
        alike += cosine == cosines[wanted] ? 1 : 0;
      }
      return new Place(better, alike);
    }

    double first() {
      return better > 0 ? 0 : 1.0 / alike;
    }

    double reciprocal() {
      double sum = 0;
      for (int i = 1; i <= alike; i++) {
        sum += 1.0 / (better + i);
      }
      return sum / alike;
    }
  }
}
