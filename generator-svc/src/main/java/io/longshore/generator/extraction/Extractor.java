package io.longshore.generator.extraction;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.text.Sentences;
import io.longshore.contracts.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes an answer of the sentences that answer best: the best one; those that score nearly as well,
 * where several are asked for, or where they hold words of the question that are not covered yet;
 * and the sentence before when one starts with a pronoun for something said there.
 */
public final class Extractor {
  /** Without a model the scores are shares of common words, which lie further apart. */
  private static final double LEXICAL_MARGIN = 0.15;

  private static final double FRAGMENT_PENALTY = 0.03;

  /** For a sentence with a number where one is asked for. */
  private static final double NUMBER_BONUS = 0.02;

  /** For a sentence with all figures of the question: to vectors, 2018 and 2019 are nearly one. */
  private static final double SAME_FIGURES_BONUS = 0.02;

  private final ExtractionProperties properties;

  public Extractor(ExtractionProperties properties) {
    this.properties = properties;
  }

  /**
   * What to say, in the order to say it: passages by their best sentence, sentences as they follow
   * each other; neighbours are joined.
   *
   * @param evidence best first; sentences without scores are scored by the words that they share
   *     with the question
   */
  public List<Quote> extract(String question, List<Evidence> evidence) {
    List<Evidence> best = evidence.subList(0, Math.min(properties.passages(), evidence.size()));
    boolean scored = best.stream().anyMatch(one -> !one.sentences().isEmpty());
    List<Candidate> all =
        scored ? scored(question, best) : Lexical.scored(question, unscored(best));
    double margin = scored ? properties.margin() : LEXICAL_MARGIN;
    return joined(withAntecedents(chosen(question, all, margin), all));
  }

  private List<Candidate> scored(String question, List<Evidence> evidence) {
    boolean number = Wording.asksForANumber(question);
    Set<String> figures = Wording.figures(question);
    List<Candidate> candidates = new ArrayList<>();
    for (int place = 0; place < evidence.size(); place++) {
      Evidence one = evidence.get(place);
      Text text = new Text(one.passage().text());
      for (int i = 0; i < one.sentences().size(); i++) {
        var sentence = one.sentences().get(i);
        String said = text.slice(sentence.start(), sentence.end());
        double score =
            sentence.score()
                + properties.passageWeight() * one.score()
                - (Wording.isFragment(said) ? FRAGMENT_PENALTY : 0)
                + (number && Wording.holdsANumber(said) ? NUMBER_BONUS : 0)
                + (holdsAll(figures, said) ? SAME_FIGURES_BONUS : 0);
        candidates.add(
            new Candidate(one.passage(), place, i, sentence.start(), sentence.end(), said, score));
      }
    }
    return candidates;
  }

  private static boolean holdsAll(Set<String> figures, String said) {
    return !figures.isEmpty() && Wording.figures(said).containsAll(figures);
  }

  private static List<Candidate> unscored(List<Evidence> evidence) {
    List<Candidate> candidates = new ArrayList<>();
    for (int place = 0; place < evidence.size(); place++) {
      var passage = evidence.get(place).passage();
      Text text = new Text(passage.text());
      int index = 0;
      for (var range : Sentences.of(passage.text(), passage.language())) {
        int start = text.codePoint(range.start());
        int end = text.codePoint(range.end());
        candidates.add(
            new Candidate(passage, place, index++, start, end, range.of(passage.text()), 0));
      }
    }
    return candidates;
  }

  /** The best sentence, and those nearly as good that add to it. */
  private List<Candidate> chosen(String question, List<Candidate> all, double margin) {
    Set<String> telling = Lexical.telling(question, all);
    boolean several = Wording.asksForSeveral(question) || !Lexical.meet(question, all);
    List<Candidate> sorted = new ArrayList<>(ledTo(all));
    sorted.sort(Comparator.comparingDouble(Candidate::score).reversed());
    List<Candidate> chosen = new ArrayList<>();
    for (Candidate candidate : sorted) {
      if (chosen.size() == properties.sentences()
          || candidate.score() < sorted.getFirst().score() - margin) {
        break;
      }
      boolean isNew = telling.removeAll(Lexical.words(candidate.text()));
      boolean adds =
          chosen.isEmpty() || (!Wording.isFragment(candidate.text()) && (several || isNew));
      if (adds
          && chosen.stream().noneMatch(one -> Wording.saysTheSame(one.text(), candidate.text()))) {
        chosen.add(candidate);
      }
    }
    return chosen;
  }

  /**
   * A question or a heading does not answer, but leads to the sentence behind it, which gets its
   * score. Questions are never said.
   */
  private static List<Candidate> ledTo(List<Candidate> all) {
    List<Candidate> led = new ArrayList<>();
    for (Candidate candidate : all) {
      double lead =
          neighbour(all, candidate, -1)
              .filter(
                  before -> Wording.isQuestion(before.text()) || Wording.isFragment(before.text()))
              .map(Candidate::score)
              .orElse(candidate.score());
      boolean takes = lead > candidate.score() && !Wording.isFragment(candidate.text());
      if (!Wording.isQuestion(candidate.text())) {
        led.add(takes ? candidate.scored(lead) : candidate);
      }
    }
    return led;
  }

  private static List<Candidate> withAntecedents(List<Candidate> chosen, List<Candidate> all) {
    List<Candidate> complete = new ArrayList<>(chosen);
    for (Candidate one : chosen) {
      if (Wording.startsWithAnaphor(one.text())) {
        neighbour(all, one, -1)
            .filter(before -> complete.stream().noneMatch(c -> isSame(c, before)))
            .ifPresent(complete::add);
      }
    }
    return complete;
  }

  private static Optional<Candidate> neighbour(List<Candidate> all, Candidate of, int step) {
    return all.stream()
        .filter(one -> one.place() == of.place() && one.index() == of.index() + step)
        .findFirst();
  }

  private static boolean isSame(Candidate a, Candidate b) {
    return a.place() == b.place() && a.index() == b.index();
  }

  private static List<Quote> joined(List<Candidate> chosen) {
    List<Integer> places = chosen.stream().map(Candidate::place).distinct().toList();
    List<Quote> quotes = new ArrayList<>();
    for (int place : places) {
      var inOrder = new TreeMap<Integer, Candidate>();
      chosen.stream().filter(c -> c.place() == place).forEach(c -> inOrder.put(c.index(), c));
      int last = -2;
      for (Candidate candidate : inOrder.values()) {
        if (candidate.index() == last + 1) {
          Quote open = quotes.removeLast();
          quotes.add(new Quote(open.passage(), open.start(), candidate.end()));
        } else {
          quotes.add(new Quote(candidate.passage(), candidate.start(), candidate.end()));
        }
        last = candidate.index();
      }
    }
    return quotes;
  }
}
