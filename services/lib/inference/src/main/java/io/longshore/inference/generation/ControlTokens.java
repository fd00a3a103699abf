package io.longshore.inference.generation;

import java.util.regex.Pattern;

/**
 * Takes their power from texts that a tokenizer would read as control tokens, such as {@code
 * <|im_end|>}, {@code <end_of_turn>}, {@code </s>} or {@code [/INST]}: a space stands behind their
 * first character then. So what a document or an asker writes never ends its turn. Text without
 * such things stays as it is.
 */
public final class ControlTokens {
  /** Where a space has to be put in: behind an opening bracket of what may be such a token. */
  private static final Pattern OPENING =
      Pattern.compile(
          "(?<=[<＜﹤])(?=[|｜¦]|[/\\\\]?[\\p{L}_][\\p{L}\\p{N}_▁:-]{0,40}\\s?[>＞﹥|｜]|<\\s?/?SYS)"
              + "|(?<=\\[)(?=/?(?:INST|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|IMG|SYSTEM_PROMPT)\\b)"
              + "|(?<=\\[)(?=[|｜][\\p{L}_]{2,40}[|｜]\\]|/?(?:THINK|TOOL_CONTENT|CALL_ID|ARGS|MODEL_SETTINGS"
              + "|IMG_BREAK|IMG_END|AUDIO|BEGIN_AUDIO|PREFIX|MIDDLE|SUFFIX"
              + "|BOS|EOS|EOT|SEP|CLS|PAD|UNK|[GS]?MASK|UNUSED\\d+)\\])",
          Pattern.CASE_INSENSITIVE);

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
