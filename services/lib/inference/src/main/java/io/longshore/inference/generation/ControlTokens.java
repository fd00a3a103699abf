package io.longshore.inference.generation;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes their power from texts that a tokenizer would read as control tokens, such as {@code
 * <|im_end|>}, {@code <end_of_turn>}, {@code </s>} or {@code [/INST]}: a space stands behind their
 * first character then. So what a document or an asker writes never ends its turn. Text without
 * such things stays as it is. ops/training has the same rules, tested with the same examples.
 */
public final class ControlTokens {
  /**
   * Words in square brackets that vocabularies have as control tokens, as they spell them: plain
   * text has such brackets too ({@code [mask]}, {@code [img]}). {@code [ARGS]} stands in the usage
   * of many programs, but also between the name and the arguments of a call in Mistral's v11.
   */
  private static final List<String> BRACKETED =
      List.of(
          // Mistral v2 to v13; [INST] is Llama 2's too
          "/?(?:INST|AVAILABLE_TOOLS|TOOL_RESULTS|SYSTEM_PROMPT|TOOL_CONTENT|THINK|MODEL_SETTINGS)",
          "TOOL_CALLS|ARGS|CALL_ID|PREFIX|MIDDLE|SUFFIX|control_\\d+",
          "IMG|IMG_BREAK|IMG_END|AUDIO|BEGIN_AUDIO|TRANSCRIBE",
          // Kimi and EXAONE
          "BOS|EOS|EOT|PAD|UNK|start_header_id|end_header_id|[|｜][\\p{L}_]{2,40}[|｜]",
          // GLM, BERT and its heirs, InternLM
          "[gs]?MASK|CLS|SEP|unused\\d+|UNUSED_TOKEN_\\d+");

  /** Where a space has to be put in: behind the first character of what may be such a token. */
  private static final Pattern OPENING =
      Pattern.compile(
          "(?<=[<＜﹤])(?=[|｜¦]|[/\\\\]?[\\p{L}_][\\p{L}\\p{N}_▁:-]{0,40}\\s?[>＞﹥|｜]|<\\s?/?(?i:SYS))"
              + "|(?<=\\[)(?=(?:%s)\\])".formatted(String.join("|", BRACKETED))
              + "|(?<=>)(?=>[A-Z_\\d]{2,40}<<)"); // Falcon

  private ControlTokens() {}

  /** With nothing that a tokenizer takes for a control token. Twice is the same as once. */
  public static String neutral(String text) {
    return OPENING.matcher(text).replaceAll(" ");
  }

  /** UTF-16 indices before which {@link #neutral} puts a space, ascending. */
  public static int[] places(String text) {
    return OPENING.matcher(text).results().mapToInt(found -> found.start()).toArray();
  }
}
