package io.longshore.modelserver.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.inference.generation.ChatTemplate;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a model's turns are marked, read off what llama.cpp writes for the template of its file.
 * llama.cpp tells the family by words of the template and writes what it knows of it, so white
 * space may be other than the template's.
 *
 * @param template {@link ChatTemplate#NONE} where the model is to be used as a base model
 * @param refused why it is, though its file has a template; else empty
 */
public record ChatTurns(ChatTemplate template, String refused) {
  private static final List<String> ROLES =
      List.of("system", "user", "assistant", "user", "assistant", "user");

  private static final int TEXT_BYTES = 8_192;

  /** Zephyr's turns, and TinyLlama's; llama.cpp takes them for GLM-Edge's, which have no end. */
  private static final Pattern ZEPHYR = Pattern.compile("<\\|user\\|>[^{}]*eos_token");

  /** What llama.cpp ends them with; each model has an end of its own. */
  private static final String ZEPHYR_END = "<|endoftext|>";

  /** Behind it a template writes what an answer begins with. */
  private static final String OPENED = "add_generation_prompt";

  /** A thought that is begun, and not ended at once as by a model that is told not to think. */
  private static final Pattern THOUGHT =
      Pattern.compile(
          "[<\\[](?:\\w+:)?th(?:ink|inking|ought)[>\\]](?!(?:\\s|\\\\n)*[<\\[]/)",
          Pattern.CASE_INSENSITIVE);

  /**
   * @param template as the model's file has it; null for none
   * @param end the token that ends the model's texts, by name; empty for none
   */
  static ChatTurns of(LlamaLibrary library, @Nullable String template, String end) {
    if (template == null || template.isBlank()) {
      return new ChatTurns(ChatTemplate.NONE, "");
    }
    boolean zephyr = ZEPHYR.matcher(template).find();
    String family = zephyr ? "zephyr" : template;
    try {
      checkAnswers(template);
      if (zephyr && end.isEmpty()) {
        throw new IllegalArgumentException(
            "its turns end as its texts do, and its vocabulary has no token for that");
      }
      var example = between(library, family, ROLES.size());
      var alone = between(library, family, 2);
      if (zephyr) {
        example.replaceAll(mark -> mark.replace(ZEPHYR_END, end));
        alone.replaceAll(mark -> mark.replace(ZEPHYR_END, end));
      }
      return new ChatTurns(marked(example, alone), "");
    } catch (IllegalArgumentException e) {
      return new ChatTurns(ChatTemplate.NONE, String.valueOf(e.getMessage()));
    }
  }

  /**
   * llama.cpp leaves the thought out, and what the model then writes would be taken for answers.
   */
  private static void checkAnswers(String template) {
    int opened = template.lastIndexOf(OPENED);
    var thought = THOUGHT.matcher(template);
    if (opened >= 0 && thought.find(opened)) {
      throw new IllegalArgumentException(
          "its answers begin with thoughts, behind '%s'".formatted(thought.group()));
    }
  }

  private static ChatTemplate marked(List<String> marks, List<String> alone) {
    String opening = marks.getLast();
    if (!opening.stripTrailing().equals(marks.get(2).stripTrailing())) {
      throw new IllegalArgumentException(
          "its answers begin behind '%s', those that went before behind '%s'"
              .formatted(opening.strip(), marks.get(2).strip()));
    }
    if (!marks.subList(2, 4).equals(marks.subList(4, 6))
        || !alone.equals(List.of(marks.get(0), marks.get(1), opening))) {
      throw new IllegalArgumentException("its turns are not all marked alike");
    }
    return ChatTemplate.marked(marks.get(0), marks.get(1), marks.get(2), marks.get(3), opening);
  }

  /** What a conversation has between the texts of its messages. */
  private static List<String> between(LlamaLibrary library, String template, int messages) {
    String conversation = write(library, template, messages);
    List<String> marks = new ArrayList<>();
    int from = 0;
    for (int k = 0; k < messages; k++) {
      int at = conversation.indexOf(said(k), from);
      if (at < 0) {
        throw new IllegalArgumentException("its template has no place for the " + ROLES.get(k));
      }
      marks.add(conversation.substring(from, at));
      from = at + said(k).length();
    }
    marks.add(conversation.substring(from));
    return marks;
  }

  private static String said(int message) {
    return "Q%dQ".formatted(message);
  }

  /** A conversation of so many messages as the model would read it, opened for the next answer. */
  private static String write(LlamaLibrary library, String template, int messages) {
    var apply =
        library.function(
            "llama_chat_apply_template",
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            JAVA_LONG,
            JAVA_BOOLEAN,
            ADDRESS,
            JAVA_INT);
    try (var arena = Arena.ofConfined()) {
      MemorySegment chat = arena.allocate(ADDRESS, 2L * messages);
      for (int k = 0; k < messages; k++) {
        chat.setAtIndex(ADDRESS, 2L * k, arena.allocateFrom(ROLES.get(k)));
        chat.setAtIndex(ADDRESS, 2L * k + 1, arena.allocateFrom(said(k)));
      }
      MemorySegment text = arena.allocate(TEXT_BYTES);
      int length =
          apply.toInt(arena.allocateFrom(template), chat, (long) messages, true, text, TEXT_BYTES);
      if (length < 0 || length > TEXT_BYTES) {
        throw new IllegalArgumentException("llama.cpp doesn't know the template of its file");
      }
      return new String(text.asSlice(0, length).toArray(JAVA_BYTE), UTF_8);
    }
  }
}
