package io.longshore.inference.generation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a model's turns are marked: what stands before, between and behind their texts, which are
 * neutralised first, so none can leave its place. The token that begins every text is the server's
 * to add.
 *
 * @param name as the capability record has it
 * @param beginning before the system's part
 * @param first from there to the first question
 * @param answer from an example's question to its answer
 * @param next from there to the next question
 * @param opening from the last question to where its answer begins
 */
public record ChatTemplate(
    String name, String beginning, String first, String answer, String next, String opening) {
  /** {@code <|im_start|>role … <|im_end|>}, of Qwen, SmolLM and others. */
  public static final ChatTemplate CHATML =
      new ChatTemplate(
          "chatml",
          "<|im_start|>system\n",
          "<|im_end|>\n<|im_start|>user\n",
          "<|im_end|>\n<|im_start|>assistant\n",
          "<|im_end|>\n<|im_start|>user\n",
          "<|im_end|>\n<|im_start|>assistant\n");

  /** Of Llama 3. */
  public static final ChatTemplate LLAMA =
      new ChatTemplate(
          "llama",
          "<|start_header_id|>system<|end_header_id|>\n\n",
          "<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n",
          "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
          "<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n",
          "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n");

  /** Of Gemma, which has no role for the system: that stands before the first turn's text. */
  public static final ChatTemplate GEMMA =
      new ChatTemplate(
          "gemma",
          "<start_of_turn>user\n",
          "\n\n",
          "<end_of_turn>\n<start_of_turn>model\n",
          "<end_of_turn>\n<start_of_turn>user\n",
          "<end_of_turn>\n<start_of_turn>model\n");

  /** Of a model that was taught no turns: question and answer as text. */
  public static final ChatTemplate NONE = new ChatTemplate("none", "", "\n\n", " ", "\n\n", "");

  /** The server marks them. */
  public static final ChatTemplate SERVER = new ChatTemplate("server", "", "\n\n", " ", "\n\n", "");

  private static final List<ChatTemplate> NAMED = List.of(CHATML, LLAMA, GEMMA);

  /** The name of those whose marks the capability record has. */
  private static final String MARKED = "turns";

  private static final String TEMPLATE = "chat_template";
  private static final String BEGINNING = "turn_beginning";
  private static final String FIRST = "turn_first";
  private static final String ANSWER = "turn_answer";
  private static final String NEXT = "turn_next";
  private static final String OPENING = "turn_opening";

  /**
   * Of any other family.
   *
   * @throws IllegalArgumentException when what parts turns is nothing that {@link ControlTokens}
   *     breaks: a text could write it too
   */
  public static ChatTemplate marked(
      String beginning, String first, String answer, String next, String opening) {
    for (String mark : List.of(answer, next, opening)) {
      if (ControlTokens.places(mark).length == 0) {
        throw new IllegalArgumentException(
            "a document could write what parts its turns: '%s'".formatted(mark.strip()));
      }
    }
    var marked = new ChatTemplate(MARKED, beginning, first, answer, next, opening);
    return NAMED.stream()
        .filter(named -> named.marks().equals(marked.marks()))
        .findFirst()
        .orElse(marked);
  }

  /**
   * @param name as a model's configuration has it; null or unknown is {@link #NONE}
   */
  public static ChatTemplate named(@Nullable String name) {
    String known = name == null ? "" : name.toLowerCase(Locale.ROOT);
    return NAMED.stream().filter(each -> each.name.equals(known)).findFirst().orElse(NONE);
  }

  /** Whether parameters say how turns are marked, by marks or by a name that stands for them. */
  public static boolean isSaid(Map<String, String> parameters) {
    return parameters.containsKey(OPENING)
        || !named(parameters.get(TEMPLATE)).equals(NONE)
        || NONE.name.equalsIgnoreCase(parameters.get(TEMPLATE));
  }

  /**
   * @param parameters of a model's configuration; marks go before a name
   * @throws IllegalArgumentException as {@link #marked}
   */
  public static ChatTemplate of(Map<String, String> parameters) {
    if (!parameters.containsKey(OPENING)) {
      return named(parameters.get(TEMPLATE));
    }
    return marked(
        parameters.getOrDefault(BEGINNING, ""),
        parameters.getOrDefault(FIRST, ""),
        parameters.getOrDefault(ANSWER, ""),
        parameters.getOrDefault(NEXT, ""),
        parameters.getOrDefault(OPENING, ""));
  }

  /** The parameters of a model's configuration that {@link #of} reads. */
  public Map<String, String> parameters() {
    Map<String, String> parameters = name.equals(MARKED) ? marks() : new LinkedHashMap<>();
    parameters.put(TEMPLATE, name);
    return parameters;
  }

  private Map<String, String> marks() {
    Map<String, String> marks = new LinkedHashMap<>();
    marks.put(BEGINNING, beginning);
    marks.put(FIRST, first);
    marks.put(ANSWER, answer);
    marks.put(NEXT, next);
    marks.put(OPENING, opening);
    return marks;
  }

  /** The prompt as the model reads it, up to where its answer begins. */
  public String render(Prompt prompt) {
    var rendered = new StringBuilder(beginning).append(ControlTokens.neutral(prompt.system()));
    String before = first;
    for (var example : prompt.examples()) {
      rendered.append(before).append(ControlTokens.neutral(example.user()));
      rendered.append(answer).append(ControlTokens.neutral(example.assistant()));
      before = next;
    }
    rendered.append(before).append(ControlTokens.neutral(prompt.user()));
    return opening.isEmpty()
        ? rendered.toString().stripTrailing()
        : rendered.append(opening).toString();
  }
}
