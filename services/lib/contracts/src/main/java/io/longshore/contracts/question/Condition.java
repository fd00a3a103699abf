package io.longshore.contracts.question;

import io.longshore.contracts.document.Metadatum;
import java.util.List;
import java.util.Objects;

/**
 * What a document must fulfil to be searched: something about a key of its metadata, or about its
 * {@code name}, {@code language} or {@code date}, which count as metadata of these keys.
 *
 * @param operator never null: what this version doesn't know can't be left out, so such a record
 *     can't be read
 * @param values at least one, all of one key and kind; exactly one, a number or a day, for what is
 *     ordered
 */
public record Condition(Operator operator, List<Metadatum> values) {
  public Condition {
    Objects.requireNonNull(operator, "a condition without an operator");
    values = List.copyOf(values);
    if (values.stream().map(Metadatum::key).distinct().count() != 1
        || values.stream().map(Metadatum::kind).distinct().count() != 1) {
      throw new IllegalArgumentException("a condition is about one key and one kind of value");
    }
    var kind = values.getFirst().kind();
    boolean ordered = kind == Metadatum.Kind.NUMBER || kind == Metadatum.Kind.DATE;
    if (operator.ordering && (values.size() > 1 || !ordered)) {
      throw new IllegalArgumentException("only one number or day can be compared by " + operator);
    }
  }

  /** That the values speak of. */
  public String key() {
    return values.getFirst().key();
  }

  /** How a document's value and those of the condition compare. */
  public enum Operator {
    /** It has one of them. */
    IN(false),
    /** It has none of them, or nothing under that key. */
    NOT_IN(false),
    BELOW(true),
    AT_MOST(true),
    ABOVE(true),
    AT_LEAST(true);

    private final boolean ordering;

    Operator(boolean ordering) {
      this.ordering = ordering;
    }

    /** Whether it tells more from less. */
    public boolean isOrdering() {
      return ordering;
    }
  }
}
