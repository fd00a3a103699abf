package io.longshore.generator.citation;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.text.Text;
import io.longshore.generator.abstention.Language;
import io.longshore.generator.extraction.Quote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the sentences of the evidence that support a sentence of an answer. Each of its clauses
 * must find its numbers and names in <em>one</em> sentence: those of several, put together, say
 * what none of them does. The headings above a sentence are said of it; what was asked about may be
 * named before, where that sentence refers to it. What the answer itself names as its source is
 * only a hint. A sentence with a claim that nothing holds is supported by nothing.
 */
public final class Attachment {
  /** Sentences that may support one together. */
  private static final int QUOTES_MAX = 3;

  /** Share of the words that must be held. */
  private static final double WORDS_HELD = 0.7;

  private static final double NUMBER_WEIGHT = 1;
  private static final double NAME_WEIGHT = 0.5;
  private static final double HINT_WEIGHT = 0.1;

  private final String language;
  private final Claims question;
  private final List<Sentence> sentences;

  /**
   * @param evidence that was shown to the model, in the order in which it was numbered
   */
  public Attachment(String question, List<Evidence> evidence) {
    this.language = Language.of(question);
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

  private List<Sentence> sentences(Passage passage, int place) {
    Text text = new Text(passage.text());
    String path = String.join(" ", passage.headings());
    String topic = passage.name() + " " + path;
    Claims headings = Claims.of(path);
    Claims above = Claims.of(topic);
    Claims around = Claims.of(passage.text() + " " + topic);
    List<Sentence> sentences = new ArrayList<>();
    for (var range : Instructions.without(passage)) {
      var quote = new Quote(passage, text.codePoint(range.start()), text.codePoint(range.end()));
      String said = range.of(passage.text());
      Claims claims = Claims.of(said);
      Claims context = Clauses.refersBack(said) ? around : above;
      Set<String> words = words(claims, context);
      words.addAll(headings.words());
      Set<String> numbers = numbers(claims, context);
      numbers.addAll(headings.numbers());
      List<Claims> clauses = Clauses.of(said).stream().map(Claims::of).toList();
      sentences.add(new Sentence(quote, place, claims, clauses, words, numbers));
    }
    return sentences;
  }

  /** Those of a sentence, and those of the question that its context names for it. */
  private Set<String> words(Claims sentence, Claims context) {
    Set<String> words = new HashSet<>(sentence.words());
    question.words().stream()
        .filter(word -> Claims.holds(context.words(), word))
        .forEach(words::add);
    return words;
  }

  private Set<String> numbers(Claims sentence, Claims context) {
    Set<String> numbers = new HashSet<>(sentence.numbers());
    question.numbers().stream()
        .filter(number -> Numbers.holds(context.numbers(), number))
        .forEach(numbers::add);
    return numbers;
  }

  /**
   * @param words that it holds: its own, those of the headings above it, and those of the question
   *     that it speaks of without naming them, which stand in the whole passage where it refers
   *     back, else in its document's name
   * @param numbers in the same way
   */
  private record Sentence(
      Quote quote,
      int place,
      Claims claims,
      List<Claims> clauses,
      Set<String> words,
      Set<String> numbers) {

    /** Whether something of it is said here only where the sense is the opposite. */
    boolean contradicts(Claims wanted) {
      return wanted.words().stream()
              .anyMatch(word -> isOpposite(wanted, clause -> Claims.holds(clause.words(), word)))
          || wanted.numbers().stream()
              .anyMatch(
                  number -> isOpposite(wanted, clause -> Numbers.holds(clause.numbers(), number)));
    }

    private boolean isOpposite(Claims wanted, Predicate<Claims> holds) {
      List<Claims> holding = clauses.stream().filter(holds).toList();
      return !holding.isEmpty()
          && holding.stream().allMatch(clause -> clause.negated() != wanted.negated());
    }
  }

  /**
   * What supports it, the strongest first; empty when nothing does.
   *
   * @param across whether it is in another language than the evidence: then only numbers and names
   *     in Latin letters can be held
   * @param hints places among the evidence that the answer names, from 0
   */
  public List<Quote> support(String statement, boolean across, Set<Integer> hints) {
    Claims claims = Claims.of(statement);
    List<Sentence> chosen = new ArrayList<>();
    for (String clause : Clauses.of(statement)) {
      Claims wanted = Claims.of(clause);
      if (wanted.isEmpty() || chosen.stream().anyMatch(one -> holdsAll(one, wanted, across))) {
        continue;
      }
      Optional<Sentence> best = best(wanted, across, hints);
      if (best.isPresent() && best.get().contradicts(wanted)) {
        return List.of();
      }
      if (best.isPresent()) {
        chosen.add(best.get());
      } else if (wanted.isSpecific(across)) {
        return List.of();
      }
    }
    return chosen.size() <= QUOTES_MAX
            && isHeld(claims, chosen, across)
            && (!across || holdNames(statement, chosen))
            && isAbout(claims, chosen, across)
        ? chosen.stream().map(Sentence::quote).toList()
        : List.of();
  }

  private Optional<Sentence> best(Claims wanted, boolean across, Set<Integer> hints) {
    return sentences.stream()
        .filter(one -> share(wanted, one.claims()) > 0 && holdsSpecifics(one, wanted, across))
        .max(
            Comparator.comparingDouble((Sentence one) ->
                    share(wanted, one.claims()) + (hints.contains(one.place()) ? HINT_WEIGHT : 0))
                .thenComparing(one -> !one.contradicts(wanted)));
  }

  private static boolean holdsAll(Sentence one, Claims wanted, boolean across) {
    return !one.contradicts(wanted)
        && holdsSpecifics(one, wanted, across)
        && Claims.missing(wanted.words(), one.words()).isEmpty();
  }

  /** Whether it holds all numbers, addresses and, in one language, names. */
  private static boolean holdsSpecifics(Sentence one, Claims wanted, boolean across) {
    return Numbers.missing(wanted.numbers(), one.numbers()).isEmpty()
        && one.claims().links().containsAll(wanted.links())
        && (across
            || wanted.names().stream().allMatch(name -> Claims.holdsName(one.words(), name)));
  }

  private static double share(Claims wanted, Claims held) {
    return held(wanted.words(), held.words())
        + NUMBER_WEIGHT * heldNumbers(wanted.numbers(), held.numbers())
        + NAME_WEIGHT * held(wanted.names(), held.words());
  }

  private static double held(Set<String> wanted, Set<String> held) {
    return wanted.isEmpty() ? 0 : 1 - (double) Claims.missing(wanted, held).size() / wanted.size();
  }

  /** Whether names in Latin letters stand in what is written in those. */
  private boolean holdNames(String statement, List<Sentence> chosen) {
    return chosen.stream().anyMatch(one -> Language.isHan(one.quote().text()))
        || Names.of(statement, language).stream()
            .allMatch(name -> chosen.stream().anyMatch(one -> Claims.holdsName(one.words(), name)));
  }

  private static double heldNumbers(Set<String> wanted, Set<String> held) {
    return wanted.isEmpty() ? 0 : 1 - (double) Numbers.missing(wanted, held).size() / wanted.size();
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

  /** Whether enough of its words are held. */
  private static boolean isHeld(Claims claims, List<Sentence> chosen, boolean across) {
    if (chosen.isEmpty()) {
      return false;
    }
    Set<String> words = new HashSet<>();
    chosen.forEach(one -> words.addAll(one.words()));
    Set<String> missing = Claims.missing(claims.words(), words);
    if (across) {
      return !claims.numbers().isEmpty() || missing.size() < claims.words().size();
    }
    return missing.size() <= (1 - WORDS_HELD) * claims.words().size();
  }
}
