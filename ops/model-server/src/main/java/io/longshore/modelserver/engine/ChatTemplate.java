package io.longshore.modelserver.engine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a model's turns are written. */
public enum ChatTemplate {
  CHATML("<|im_start|>"),
  LLAMA("<|start_header_id|>"),
  GEMMA("<start_of_turn>"),
  /** A base model, or turns that are written in another way. */
  NONE("");

  private final String sign;

  ChatTemplate(String sign) {
    this.sign = sign;
  }

  /** By the token that begins a turn in the template that the model's file carries. */
  static ChatTemplate of(@Nullable String template) {
    if (template != null) {
      for (ChatTemplate each : values()) {
        if (each != NONE && template.contains(each.sign)) {
          return each;
        }
      }
    }
    return NONE;
  }

  /** As the protocol's capability record has it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
