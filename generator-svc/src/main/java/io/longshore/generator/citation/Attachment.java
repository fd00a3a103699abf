package io.longshore.generator.citation;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.text.Text;
import io.longshore.generator.extraction.Quote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the sentences of the evidence that support a sentence of an answer: those that hold its
 * numbers, its names and enough of its words. What the answer itself names as its source is only a
 * hint. A sentence with a claim that nothing holds is supported by nothing.
 */
public final class Attachment {
  /** Sentences that may support one together. */
  private static final int QUOTES_MAX = 3;

  /** Share of the words that must be held. */
  private static final double WORDS_HELD = 0.7;

  /** Words that another sentence must add when the claims are held without it. */
  private static final int WORTH_A_QUOTE = 2;

  private static final double NUMBER_WEIGHT = 1;
  private static final double NAME_WEIGHT = 0.5;
  private static final double HINT_WEIGHT = 0.1;

  private final Claims question;
  private final List<Sentence> sentences;

  /**
   * @param evidence that was shown to the model, in the order in which it was numbered
   */
  public Attachment(String question, List<Evidence> evidence) {
    this.question = Claims.of(question);
    sentences = new ArrayList<>();
    for (int place = 0; place < evidence.size(); place++) {
      sentences.addAll(sentences(evidence.get(place).passage(), place));
    }
  }

  /** Whether a text claims nothing: an article, a preposition, a mark. */
  public static boolean claimsNothing(String text) {
    return Claims.of(text).isEmpty();
  }

  private static List<Sentence> sentences(Passage passage, int place) {
    Text text = new Text(passage.text());
    Claims around =
        Claims.of(
            passage.text() + " " + passage.name() + " " + String.join(" ", passage.headings()));
    List<Sentence> sentences = new ArrayList<>();
    for (var range : Instructions.without(passage)) {
      var quote = new Quote(passage, text.codePoint(range.start()), text.codePoint(range.end()));
      sentences.add(new Sentence(quote, place, Claims.of(range.of(passage.text())), around));
    }
    return sentences;
  }

  /**
   * @param around claims of the whole passage, its headings and its document's name
   */
  private record Sentence(Quote quote, int place, Claims claims, Claims around) {}

  /**
   * What supports it, the strongest first; empty when nothing does.
   *
   * @param across whether it is in another language than the evidence: then only numbers and names
   *     can be held
   * @param hints places among the evidence that the answer names, from 0
   */
  public List<Quote> support(String statement, boolean across, Set<Integer> hints) {
    Claims claims = Claims.of(statement);
    List<Sentence> chosen = new ArrayList<>();
    Claims left = claims;
    while (chosen.size() < QUOTES_MAX) {
      Optional<Sentence> next = best(left, hints, chosen);
      if (next.isEmpty()) {
        break;
      }
      Claims rest = left.without(next.get().claims());
      int adds = left.without(question).size() - rest.without(question).size();
      if (isHeld(claims, chosen, across) && adds < WORTH_A_QUOTE) {
        break;
      }
      chosen.add(next.get());
      left = rest;
    }
    return isHeld(claims, chosen, across) && isAbout(claims, chosen, across)
        ? chosen.stream().map(Sentence::quote).toList()
        : List.of();
  }

  private Optional<Sentence> best(Claims wanted, Set<Integer> hints, List<Sentence> chosen) {
    return sentences.stream()
        .filter(one -> !chosen.contains(one) && share(wanted, one.claims()) > 0)
        .max(
            Comparator.comparingDouble(one ->
                share(wanted, one.claims()) + (hints.contains(one.place()) ? HINT_WEIGHT : 0)));
  }

  private static double share(Claims wanted, Claims held) {
    return held(wanted.words(), held.words())
        + NUMBER_WEIGHT * held(wanted.numbers(), held.numbers())
        + NAME_WEIGHT * held(wanted.names(), held.words());
  }

  private static double held(Set<String> wanted, Set<String> held) {
    return wanted.isEmpty() ? 0 : 1 - (double) Claims.missing(wanted, held).size() / wanted.size();
  }

  /** Whether it has a word in common with what was asked: else it answers something else. */
  private boolean isAbout(Claims claims, List<Sentence> chosen, boolean across) {
    return across
        || question.words().isEmpty()
        || sharesWord(claims)
        || chosen.stream().map(Sentence::claims).anyMatch(this::sharesWord);
  }

  private boolean sharesWord(Claims claims) {
    return Claims.missing(question.words(), claims.words()).size() < question.words().size();
  }

  private boolean isHeld(Claims claims, List<Sentence> chosen, boolean across) {
    if (chosen.isEmpty()) {
      return false;
    }
    Set<String> numbers = new HashSet<>();
    Set<String> words = new HashSet<>();
    Set<String> links = new HashSet<>();
    boolean negated = false;
    for (Sentence one : chosen) {
      numbers.addAll(one.claims().numbers());
      words.addAll(one.claims().words());
      links.addAll(one.claims().links());
      negated |= one.claims().negated();
      // What was asked about need not be named again in the very sentence that answers.
      question.words().stream()
          .filter(word -> Claims.holds(one.around().words(), word))
          .forEach(words::add);
      question.numbers().stream().filter(one.around().numbers()::contains).forEach(numbers::add);
    }
    if (!numbers.containsAll(claims.numbers()) || !links.containsAll(claims.links())) {
      return false;
    }
    Set<String> missing = Claims.missing(claims.words(), words);
    if (across) {
      return !claims.numbers().isEmpty() || missing.size() < claims.words().size();
    }
    return negated == claims.negated()
        && claims.names().stream().allMatch(name -> Claims.holdsName(words, name))
        && missing.size() <= (1 - WORDS_HELD) * claims.words().size();
  }
}
