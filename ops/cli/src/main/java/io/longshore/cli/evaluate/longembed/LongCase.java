package io.longshore.cli.evaluate.longembed;

import io.longshore.cli.evaluate.frame.Case;
import io.longshore.cli.evaluate.vectors.TextVectors;
import java.util.List;

/**
 * A question after what is hidden in a document.
 *
 * @param number of the document in its field
 * @param encoder whose vectors are compared
 */
record LongCase(Field field, int number, String encoder) implements Case {

  /** Of the encoder of the index. */
  LongCase(Field field, int number) {
    this(field, number, TextVectors.EMBEDDER);
  }

  /** The same number in every field, so that a sample has whole ones. */
  @Override
  public String group() {
    return "q" + number;
  }

  @Override
  public String split() {
    return field.id(number);
  }

  /** None is handed in. */
  @Override
  public List<String> documents() {
    return List.of();
  }

  @Override
  public List<String> slices() {
    String task = Field.name(field.task()) + ".";
    String straw = Field.name(field.straw()) + ".";
    return List.of("", task, straw, task + straw);
  }

  String question() {
    return field.plans().get(number).hidden().question();
  }
}
