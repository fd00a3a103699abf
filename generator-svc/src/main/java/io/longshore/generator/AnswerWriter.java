package io.longshore.generator;

import io.longshore.contracts.answer.Tokens;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Question;
import io.longshore.generator.Draft.Part;
import io.longshore.generator.abstention.Abstention;
import io.longshore.generator.abstention.Belief;
import io.longshore.generator.abstention.Judgement;
import io.longshore.generator.abstention.Refusal;
import io.longshore.generator.citation.QuoteVerifier;
import io.longshore.generator.drafting.Choice;
import io.longshore.generator.drafting.Drafting;
import io.longshore.generator.drafting.Listener;
import io.longshore.generator.drafting.Outcome;
import io.longshore.generator.drafting.Statement;
import io.longshore.generator.extraction.Extractor;
import io.longshore.generator.extraction.Quote;
import io.longshore.runtime.timing.Timings;
import java.util.List;
import java.util.Optional;

/**
 * Writes the answer to a question out of its evidence: judges the evidence, drafts, attaches
 * sources, verifies each of them, decides. What a model drafts and what is taken from the documents
 * without one goes the same way from there on.
 */
final class AnswerWriter {
  /** Of the nearest sentence in a refusal. */
  private static final int NEAREST_CHARS_MAX = 240;

  private static final String WEAK = "weak evidence";

  private final Abstention abstention;
  private final Extractor extractor;
  private final QuoteVerifier verifier;
  private final Drafting drafting;
  private final AnswerMeters meters;

  AnswerWriter(
      Abstention abstention,
      Extractor extractor,
      QuoteVerifier verifier,
      Drafting drafting,
      AnswerMeters meters) {
    this.abstention = abstention;
    this.extractor = extractor;
    this.verifier = verifier;
    this.drafting = drafting;
    this.meters = meters;
  }

  /** Hears an answer while it is written. */
  interface Reader {
    /** Told of the draft after each statement, and of the parts that are new in it. */
    void said(Draft draft, List<Part> more);

    /** Called a few times a second while a model works; throws to stop. */
    void goOn();

    /** Told of the tokens that a model took, as its server says them: each once. */
    void took(Tokens more);
  }

  /**
   * Writes the answer, or goes on with it.
   *
   * @param draft what is said already
   * @return the whole answer: the refusal when the evidence is too weak, the model finds none in
   *     it, or none of it could be verified
   * @throws io.longshore.runtime.blob.BlobUnavailable when the texts can't be read now
   */
  Answer write(Question question, Draft draft, Timings timings, Reader reader) {
    var writing = new Writing(question, draft, verifier, reader);
    if (writing.hasSaid()) {
      if (!draft.abstained()) {
        extract(writing, draft.quotes());
      }
      return writing.goneOn();
    }
    long begun = System.nanoTime();
    Judgement judgement = abstention.judge(question.standalone(), question.evidence());
    writing.steps().judged(judgement, question.evidence(), begun);
    Choice choice = timings.model(() -> drafting.choose(question));
    Belief belief = belief(question, judgement, choice);
    boolean copies = choice.draft() == Options.Draft.CONSTRAINED;
    if (copies ? !belief.isWorthReading() : !belief.isAnswerable()) {
      return refused(writing, WEAK);
    }
    writing.steps().chosen(choice, drafting.prompt(choice));
    choice.degraded().ifPresent(writing::degraded);
    if (choice.draft() == Options.Draft.EXTRACTIVE) {
      return quoted(writing, "sentences of the documents");
    }
    return drafted(writing, belief, choice, timings);
  }

  /** Who asked for copies also gets those that the model is not quite sure of. */
  private Belief belief(Question question, Judgement judgement, Choice choice) {
    Belief belief = abstention.belief(judgement, choice.model());
    return question.options().draft() == Options.Draft.CONSTRAINED
        ? belief.sayingTheUnsure()
        : belief;
  }

  private Answer drafted(Writing writing, Belief belief, Choice choice, Timings timings) {
    writing.byModel();
    Outcome outcome =
        timings.model(() -> drafting.draft(choice, writing.question(), belief, listener(writing)));
    writing.steps().drafted(outcome);
    meters.drafted(outcome);
    boolean saidSome = writing.hasSaid();
    return switch (outcome.end()) {
      case NOT_STATED -> refused(writing, "the model finds no answer in the evidence");
      case UNLIKELY -> refused(writing, "neither the evidence nor the model is sure");
      case UNSURE -> alone(writing, belief, "the model is not sure");
      case COMPLETE ->
          saidSome
              ? writing.answer("verified")
              : alone(writing, belief, "nothing of the draft was supported");
      case BROKEN -> {
        if (saidSome) {
          writing.degraded("draft-incomplete");
          yield writing.answer("the model broke off: what was verified until then");
        }
        writing.degraded(outcome.reason());
        yield alone(writing, belief, "the model failed");
      }
    };
  }

  private static Listener listener(Writing writing) {
    return new Listener() {
      @Override
      public void say(Statement statement) {
        writing.say(statement);
      }

      @Override
      public void goOn() {
        writing.reader().goOn();
      }

      @Override
      public void took(int read, int written) {
        writing.reader().took(new Tokens(read, written));
      }
    };
  }

  /** The documents' own sentences where the model is of no help, if the evidence is enough. */
  private Answer alone(Writing writing, Belief belief, String why) {
    return belief.isAnswerable()
        ? quoted(writing, why + ": sentences of the documents")
        : refused(writing, why + ", and " + WEAK);
  }

  private Answer quoted(Writing writing, String why) {
    extract(writing, 0);
    return writing.hasSaid() ? writing.answer(why) : refused(writing, "nothing could be verified");
  }

  /** The best sentences of the documents, from one of them on. */
  private void extract(Writing writing, int from) {
    writing.byDocuments();
    Question question = writing.question();
    int passages = question.options().passages();
    List<Evidence> evidence =
        passages == 0
            ? question.evidence()
            : question.evidence().subList(0, Math.min(passages, question.evidence().size()));
    List<Quote> quotes = extractor.extract(question.standalone(), evidence);
    quotes.subList(Math.min(from, quotes.size()), quotes.size()).stream()
        .map(Statement::of)
        .forEach(writing::say);
  }

  private Answer refused(Writing writing, String why) {
    Question question = writing.question();
    var retrieved = question.retrieved();
    String text =
        Refusal.to(
            question.text(),
            question.scope().pending(),
            retrieved == null ? 0 : retrieved.documents(),
            nearest(question).orElse(null));
    return writing.refuse(text, why);
  }

  /** The best sentence, when it stands in its document; the beginning of a long one. */
  private Optional<Refusal.Nearest> nearest(Question question) {
    if (question.evidence().isEmpty()) {
      return Optional.empty();
    }
    return extractor.extract(question.standalone(), question.evidence()).stream()
        .findFirst()
        .filter(quote -> verifier.stands(question.principal().tenant(), quote.span(), quote.text()))
        .map(quote ->
            new Refusal.Nearest(
                quote.passage().name(), quote.cleaned(NEAREST_CHARS_MAX), quote.passage().page()));
  }

  /** Whether all that a draft quotes still stands in the documents. */
  boolean stands(Question question, Draft draft) {
    return draft.citations().stream()
        .allMatch(one -> verifier.stands(question.principal().tenant(), one.span(), one.quote()));
  }
}
