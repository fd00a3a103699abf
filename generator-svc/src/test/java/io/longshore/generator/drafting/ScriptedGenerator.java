package io.longshore.generator.drafting;

import io.longshore.inference.call.Bound;
import io.longshore.inference.generation.ChatTemplate;
import io.longshore.inference.generation.GeneratorInfo;
import io.longshore.inference.generation.Hearer;
import io.longshore.inference.generation.Piece;
import io.longshore.inference.generation.Prompt;
import io.longshore.inference.generation.Sampling;
import io.longshore.inference.generation.Sampling.Sources;
import io.longshore.inference.generation.TextGenerator;
import io.longshore.inference.generation.Written;
import io.longshore.inference.generation.Written.Finish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A model that says what a test tells it to. */
public final class ScriptedGenerator implements TextGenerator {
  private static final int PROMPT_TOKENS = 100;

  public final List<Prompt> prompts = new ArrayList<>();
  public final List<Sampling> samplings = new ArrayList<>();
  private Optional<GeneratorInfo> info;
  private List<Piece> pieces = List.of();
  private Finish finish = Finish.STOP;
  private @Nullable RuntimeException failure;
  private Duration silentBefore = Duration.ZERO;
  private Duration silentAfter = Duration.ZERO;

  private ScriptedGenerator(Optional<GeneratorInfo> info) {
    this.info = info;
  }

  /** That can be bound to sources. */
  public static ScriptedGenerator copying() {
    return copying("tiny");
  }

  /**
   * That can be bound to sources.
   *
   * @param model name of its weights
   */
  public static ScriptedGenerator copying(String model) {
    return new ScriptedGenerator(
        Optional.of(
            new GeneratorInfo(model, "abc", "MIT", 2048, ChatTemplate.CHATML, true, false)));
  }

  /** That can't. */
  public static ScriptedGenerator free(ChatTemplate template) {
    return new ScriptedGenerator(
        Optional.of(new GeneratorInfo("vllm", "", "", 4096, template, false, false)));
  }

  public static ScriptedGenerator none() {
    return new ScriptedGenerator(Optional.empty());
  }

  /** In pieces of a few characters. */
  public ScriptedGenerator saying(String text) {
    List<Piece> all = new ArrayList<>();
    for (int i = 0; i < text.length(); i += 3) {
      all.add(new Piece(text.substring(i, Math.min(text.length(), i + 3)), List.of()));
    }
    pieces = all;
    return this;
  }

  public ScriptedGenerator saying(Piece... all) {
    pieces = List.of(all);
    return this;
  }

  public ScriptedGenerator cut() {
    finish = Finish.LENGTH;
    return this;
  }

  /** After what it says. */
  public ScriptedGenerator failing(RuntimeException with) {
    failure = with;
    return this;
  }

  /** Before it says anything. */
  public ScriptedGenerator silentFor(Duration time) {
    silentBefore = time;
    return this;
  }

  /** Behind what it says. */
  public ScriptedGenerator thenSilentFor(Duration time) {
    silentAfter = time;
    return this;
  }

  /** A piece that is a copy of words of a source, as the model server finds them. */
  public static Piece copied(Sources sources, String words) {
    for (int i = 0; i < sources.texts().size(); i++) {
      String source = sources.texts().get(i);
      int at = source.indexOf(words);
      if (at >= 0) {
        int start = source.codePointCount(0, at);
        int end = start + words.codePointCount(0, words.length());
        return new Piece(words, List.of(new Piece.Copied(i, start, end)));
      }
    }
    throw new IllegalArgumentException(words);
  }

  @Override
  public Optional<GeneratorInfo> info(Bound bound) {
    if (pieces.isEmpty() && failure != null) {
      throw failure;
    }
    return info;
  }

  @Override
  public Written write(Prompt prompt, Sampling sampling, Bound bound, Hearer hearer) {
    prompts.add(prompt);
    samplings.add(sampling);
    silent(silentBefore, hearer);
    hearer.took(PROMPT_TOKENS, 0);
    pieces.forEach(piece -> {
      hearer.took(0, 1);
      hearer.hear(piece);
    });
    silent(silentAfter, hearer);
    if (failure != null) {
      throw failure;
    }
    String text = String.join("", pieces.stream().map(Piece::text).toList());
    return new Written(
        text,
        finish,
        PROMPT_TOKENS,
        80,
        pieces.size(),
        OptionalDouble.empty(),
        Optional.of(Duration.ofMillis(1)),
        Optional.of(Duration.ofMillis(2)),
        Duration.ofMillis(8),
        Duration.ofMillis(12));
  }

  /** Asks the hearer at least once whether to go on. */
  private static void silent(Duration time, Hearer hearer) {
    var end = Bound.within(time);
    do {
      hearer.waiting();
      Thread.onSpinWait();
    } while (!end.left().isZero());
  }
}
