package io.longshore.generator.citation;

import io.longshore.contracts.question.Passage;
import io.longshore.generator.abstention.Language;
import io.longshore.generator.extraction.Quote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the sentences of the evidence that support a sentence of an answer. Each of its clauses
 * must find its numbers and names in <em>one</em> sentence: those of several, put together, say
 * what none of them does. The headings above a sentence are said of it; what was asked about may be
 * named before, where that sentence refers to it. What the answer itself names as its source is
 * only a hint. A sentence with a claim that nothing holds is supported by nothing.
 */
public final class Attachment {
  /** Characters of a question that are read: what reads numbers takes long for very many. */
  private static final int QUESTION_CHARS_MAX = 4_000;

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
   * @param shown to the model, in the order in which it was numbered
   */
  public Attachment(String question, List<Stretch> shown) {
    this.language = Language.of(question);
    this.question =
        Claims.of(question.substring(0, Math.min(question.length(), QUESTION_CHARS_MAX)));
    sentences = new ArrayList<>();
    for (int place = 0; place < shown.size(); place++) {
      Stretch stretch = shown.get(place);
      for (Passage passage : stretch.passages()) {
        sentences.addAll(sentences(passage, stretch.sentencesOf(passage), place));
      }
    }
  }

  /** Whether a text claims nothing: an article, a preposition, a mark. */
  public static boolean claimsNothing(String text) {
    return Claims.of(text).isEmpty();
  }

  private List<Sentence> sentences(Passage passage, List<Quote> quotes, int place) {
    String path = String.join(" ", passage.headings());
    String topic = passage.name() + " " + path;
    Claims headings = Claims.of(path);
    Claims above = Claims.of(topic);
    Claims around = Claims.of(passage.text() + " " + topic);
    List<Sentence> sentences = new ArrayList<>();
    for (Quote quote : quotes) {
      String said = quote.text();
      Claims claims = Claims.of(said);
      Claims context = Clauses.refersBack(said) ? around : above;
      Set<String> words = words(claims, context);
      words.addAll(headings.words());
      Set<String> numbers = numbers(claims, context);
      numbers.addAll(headings.numbers());
      sentences.add(new Sentence(quote, place, claims, Clauses.of(said), words, numbers));
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
      List<Clause> clauses,
      Set<String> words,
      Set<String> numbers) {

    /**
     * Whether it says the opposite.
     *
     * @param asked words of the question, which often stand elsewhere than what is said of them
     * @param across whether words may be missing because they are of another language
     */
    boolean contradicts(Clause wanted, Set<String> asked, boolean across) {
      if (!wanted.negated()) {
        return deniesSomeOf(wanted, asked);
      }
      Set<String> said = wanted.saidBut(asked);
      boolean foreign = across && clauses.stream().allMatch(one -> one.count(said) == 0);
      return foreign ? clauses.stream().noneMatch(Clause::negated) : !denies(wanted, said);
    }

    private boolean denies(Clause wanted, Set<String> said) {
      Set<String> all = wanted.saidBut(Set.of());
      boolean mostly = 2 * mostDenied(all) > all.size() && mostDenied(said) > 0;
      return !saysOtherwise(all) && (mostly || said.stream().anyMatch(this::denies));
    }

    /** Whether it denies something, and says as much of the same thing: not here, but there. */
    private boolean saysOtherwise(Set<String> said) {
      return clauses.stream()
          .filter(
              one -> !one.negated() && one.count(said) > 1 && one.count(said) >= mostDenied(said))
          .anyMatch(one -> said.stream().anyMatch(word -> one.holds(word) && denies(word)));
    }

    private boolean denies(String word) {
      return clauses.stream().anyMatch(one -> one.denies(word));
    }

    private long mostDenied(Set<String> said) {
      return clauses.stream()
          .filter(Clause::negated)
          .mapToLong(one -> one.count(said))
          .max()
          .orElse(0);
    }

    /** Whether some of it is only said where it is denied, and more than its subject. */
    private boolean deniesSomeOf(Clause wanted, Set<String> asked) {
      Set<String> others = wanted.saidBut(asked);
      return wanted.saidBut(Set.of()).stream()
          .anyMatch(word -> {
            List<Clause> holding = clauses.stream().filter(one -> one.holds(word)).toList();
            return !holding.isEmpty()
                && holding.stream()
                    .allMatch(one -> one.denies(word) || (one.negated() && others.contains(word)));
          });
    }
  }

  /**
   * What supports it, the strongest first; empty when nothing does.
   *
   * @param across whether it is in another language than the evidence: then only numbers and names
   *     in Latin letters can be held
   * @param hints places among what was shown that the answer names, from 0
   */
  public List<Quote> support(String statement, boolean across, Set<Integer> hints) {
    Claims claims = Claims.of(statement);
    List<Sentence> chosen = new ArrayList<>();
    for (Clause clause : Clauses.of(statement)) {
      Claims wanted = clause.claims();
      if (wanted.isEmpty() || chosen.stream().anyMatch(one -> holdsAll(one, clause, across))) {
        continue;
      }
      Optional<Sentence> best = best(clause, across, hints);
      if (best.isPresent() && best.get().contradicts(clause, question.words(), across)) {
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
            && (!across || namesAreHeld(statement, chosen))
            && isAbout(claims, chosen, across)
        ? chosen.stream().map(Sentence::quote).toList()
        : List.of();
  }

  private Optional<Sentence> best(Clause clause, boolean across, Set<Integer> hints) {
    Claims wanted = clause.claims();
    return sentences.stream()
        .filter(one -> share(wanted, one.claims()) > 0 && holdsSpecifics(one, wanted, across))
        .max(
            Comparator.comparingDouble((Sentence one) ->
                    share(wanted, one.claims()) + (hints.contains(one.place()) ? HINT_WEIGHT : 0))
                .thenComparing(one -> !one.contradicts(clause, question.words(), across)));
  }

  private boolean holdsAll(Sentence one, Clause wanted, boolean across) {
    return !one.contradicts(wanted, question.words(), across)
        && holdsSpecifics(one, wanted.claims(), across)
        && Claims.missing(wanted.claims().words(), one.words()).isEmpty();
  }

  /** Whether it holds all numbers, addresses and, in one language, names. */
  private static boolean holdsSpecifics(Sentence one, Claims wanted, boolean across) {
    return Numbers.missing(wanted.numbers(), one.numbers()).isEmpty()
        && one.claims().links().containsAll(wanted.links())
        && (across
            || wanted.names().stream().allMatch(name -> Claims.holdsName(one.words(), name)));
  }

  private static double share(Claims wanted, Claims held) {
    return shareOfWords(wanted.words(), held.words())
        + NUMBER_WEIGHT * shareOfNumbers(wanted.numbers(), held.numbers())
        + NAME_WEIGHT * shareOfWords(wanted.names(), held.words());
  }

  private static double shareOfWords(Set<String> wanted, Set<String> held) {
    return wanted.isEmpty() ? 0 : 1 - (double) Claims.missing(wanted, held).size() / wanted.size();
  }

  /** Whether names in Latin letters stand in what is written in those. */
  private boolean namesAreHeld(String statement, List<Sentence> chosen) {
    return chosen.stream().anyMatch(one -> Language.isHan(one.quote().text()))
        || Names.of(statement, language).stream()
            .allMatch(name -> chosen.stream().anyMatch(one -> Claims.holdsName(one.words(), name)));
  }

  private static double shareOfNumbers(Set<String> wanted, Set<String> held) {
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
