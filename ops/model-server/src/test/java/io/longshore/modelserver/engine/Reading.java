package io.longshore.modelserver.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Prompts and greedy continuations on an engine, as a test wants them. */
final class Reading {
  static final String CAPITALS =
      "The following is a list of European countries and their capitals.\nGermany: Berlin\nSpain: Madrid\n";
  static final String NOISE =
      "This line is about bananas and trains and has no business here at all.\n";
  static final String QUESTION = "Italy: Rome\nFrance:";

  private final Engine engine;
  private final Batch batch = new Batch();

  Reading(Engine engine) {
    this.engine = engine;
  }

  /** Empties every sequence. */
  void forget() {
    for (int sequence = 0; sequence < engine.capabilities().sequences(); sequence++) {
      engine.remove(sequence, 0, -1);
    }
  }

  int[] tokens(String text) {
    return engine.tokenize(text, true);
  }

  /** Reads on in a sequence; a copy of the scores after the last token. */
  float[] read(int sequence, int... tokens) {
    batch.clear();
    int row = batch.add(tokens, 0, tokens.length, sequence, engine.length(sequence), true);
    return scores(engine.decode(batch), row);
  }

  float[] read(int sequence, String text) {
    return read(sequence, tokens(text));
  }

  /** The most probable tokens after the given scores, one after the other. */
  List<Integer> greedy(int sequence, float[] scores, int count) {
    List<Integer> written = new ArrayList<>();
    float[] now = scores;
    for (int k = 0; k < count; k++) {
      int token = best(now);
      written.add(token);
      now = read(sequence, token);
    }
    return written;
  }

  String text(List<Integer> tokens) {
    var bytes = new ByteArrayOutputStream();
    tokens.forEach(token -> bytes.writeBytes(engine.piece(token)));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  static float[] scores(Logits logits, int row) {
    return logits.row(row).toArray(JAVA_FLOAT);
  }

  static int best(float[] scores) {
    int best = 0;
    for (int token = 1; token < scores.length; token++) {
      if (scores[token] > scores[best]) {
        best = token;
      }
    }
    return best;
  }

  /** Natural log-probability by its definition, apart from the code that is tested. */
  static double logProbability(float[] scores, int token) {
    double most = scores[best(scores)];
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp(score - most);
    }
    return scores[token] - most - Math.log(sum);
  }

  /** The largest difference of probabilities. */
  static double doubt(float[] first, float[] second) {
    double one = first[0] - logProbability(first, 0);
    double other = second[0] - logProbability(second, 0);
    double most = 0;
    for (int token = 0; token < first.length; token++) {
      most =
          Math.max(most, Math.abs(Math.exp(first[token] - one) - Math.exp(second[token] - other)));
    }
    return most;
  }

  /** The largest difference of scores. */
  static double distance(float[] first, float[] second) {
    double most = 0;
    for (int token = 0; token < first.length; token++) {
      most = Math.max(most, Math.abs(first[token] - second[token]));
    }
    return most;
  }
}
