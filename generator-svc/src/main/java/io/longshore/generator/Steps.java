package io.longshore.generator;

import io.longshore.contracts.PassageId;
import io.longshore.contracts.answer.Step;
import io.longshore.contracts.question.Evidence;
import io.longshore.generator.abstention.Judgement;
import io.longshore.generator.drafting.Choice;
import io.longshore.generator.drafting.Outcome;
import io.longshore.inference.generation.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What this room does for an answer: choose, draft, attach, verify, decide. */
final class Steps {
  private List<Evidence> evidence = List.of();
  private Step choose = Step.of("choose", 0);
  private Step draft = Step.of("draft", 0);
  private Step attach = Step.of("attach", 0);
  private Step decide = Step.of("decide", 0);
  private long verifyNanos;
  private int stood;
  private int fell;

  /**
   * Nothing is judged anew.
   *
   * @param evidence best first
   */
  void goneOn(String outcome, List<Evidence> evidence) {
    choose = choose.with(evidence);
    decided(outcome, "gone on with what was said");
  }

  /**
   * @param evidence best first
   * @param begun on the nano clock
   */
  void judged(Judgement judgement, List<Evidence> evidence, long begun) {
    this.evidence = evidence;
    choose =
        Step.of("choose", millis(System.nanoTime() - begun))
            .with("answerable", judgement.probability())
            .with("threshold", judgement.threshold())
            .with(evidence);
    judgement.signals().forEach((name, value) -> choose = choose.with(name, value));
  }

  void chosen(Choice choice, String prompt) {
    draft =
        draft
            .with("draft", choice.draft().name().toLowerCase(Locale.ROOT))
            .with("why", choice.why());
    choice
        .info()
        .ifPresent(info ->
            draft =
                draft
                    .with("prompt", prompt)
                    .with("model", info.model())
                    .with("by", info.isAtEndpoint() ? "endpoint" : "model-server")
                    .with("sha256", info.sha256()));
  }

  void drafted(Outcome outcome) {
    outcome.written().ifPresent(this::written);
    draft = draft.with("end", outcome.end().name().toLowerCase(Locale.ROOT));
    if (!outcome.reason().isEmpty()) {
      draft = draft.with("reason", outcome.reason());
    }
    choose = choose.with("read", numbers(outcome.passages()));
    attach = attach.with("dropped", outcome.dropped());
  }

  /** Which of the evidence these are, from 1. */
  private String numbers(List<PassageId> passages) {
    return IntStream.rangeClosed(1, evidence.size())
        .filter(number -> passages.contains(evidence.get(number - 1).passage().id()))
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  private void written(Written written) {
    draft =
        new Step("draft", written.total().toMillis(), draft.what(), draft.figures())
            .with("finish", written.finish().name().toLowerCase(Locale.ROOT))
            .with("prompt-tokens", written.promptTokens())
            .with("cached-tokens", written.cachedTokens())
            .with("tokens", written.tokens())
            .with("first-ms", (double) written.first().toMillis());
    written.queue().ifPresent(time -> draft = draft.with("queue-ms", (double) time.toMillis()));
    written
        .firstToken()
        .ifPresent(time -> draft = draft.with("first-token-ms", (double) time.toMillis()));
    written.logProbability().ifPresent(value -> draft = draft.with("log-probability", value));
  }

  /**
   * @param begun on the nano clock
   */
  void verified(boolean stands, long begun) {
    verifyNanos += System.nanoTime() - begun;
    stood += stands ? 1 : 0;
    fell += stands ? 0 : 1;
  }

  void decided(String outcome, String why) {
    decide = decide.with("outcome", outcome).with("why", why);
  }

  List<Step> all() {
    List<Step> all = new ArrayList<>();
    all.add(choose);
    all.add(draft);
    all.add(attach.with("statements", stood + fell));
    all.add(Step.of("verify", millis(verifyNanos)).with("stood", stood).with("fell", fell));
    all.add(decide);
    return all;
  }

  /** Of an answer for which nothing was drafted or verified. */
  List<Step> ends() {
    return List.of(choose, decide);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
