package io.longshore.inference.generation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a model's turns are marked. What stands between the marks is neutralised first, so a text
 * can't leave its place. The token that begins every text is the server's to add.
 */
public enum ChatTemplate {
  /** {@code <|im_start|>role … <|im_end|>}, of Qwen, SmolLM and others. */
  CHATML("<|im_start|>%s\n%s<|im_end|>\n", "assistant", "<|im_start|>assistant\n"),
  /** Of Llama 3. */
  LLAMA(
      "<|start_header_id|>%s<|end_header_id|>\n\n%s<|eot_id|>",
      "assistant", "<|start_header_id|>assistant<|end_header_id|>\n\n"),
  /** Of Gemma, which has no role for the system: that stands before the first turn's text. */
  GEMMA("<start_of_turn>%s\n%s<end_of_turn>\n", "model", "<start_of_turn>model\n"),
  /** Of a model that was taught no turns: question and answer as text. */
  NONE("", "", ""),
  /** The server marks them. */
  SERVER("", "", "");

  private final String turn;
  private final String assistant;
  private final String opening;

  ChatTemplate(String turn, String assistant, String opening) {
    this.turn = turn;
    this.assistant = assistant;
    this.opening = opening;
  }

  /**
   * @param name as a model's configuration has it; null or unknown is {@link #NONE}
   */
  public static ChatTemplate named(@Nullable String name) {
    return switch (name == null ? "" : name.toLowerCase(Locale.ROOT)) {
      case "chatml" -> CHATML;
      case "llama" -> LLAMA;
      case "gemma" -> GEMMA;
      default -> NONE;
    };
  }

  /** The prompt as the model reads it, up to where its answer begins. */
  public String render(Prompt prompt) {
    var rendered = new StringBuilder();
    String before = "";
    if (this == GEMMA || isPlain()) {
      before = prompt.system() + "\n\n";
    } else {
      append(rendered, "system", prompt.system());
    }
    for (var example : prompt.examples()) {
      append(rendered, "user", before + example.user());
      append(rendered, assistant, example.assistant());
      before = "";
    }
    append(rendered, "user", before + prompt.user());
    if (isPlain()) {
      return rendered.toString().stripTrailing();
    }
    return rendered.append(opening).toString();
  }

  private boolean isPlain() {
    return this == NONE || this == SERVER;
  }

  private void append(StringBuilder rendered, String role, String text) {
    String neutral = ControlTokens.neutral(text);
    if (isPlain()) {
      rendered.append(neutral).append(role.equals("user") ? " " : "\n\n");
    } else {
      rendered.append(turn.formatted(role, neutral));
    }
  }
}
