package io.longshore.inference.generation;

/**
 * What a model is and can do.
 *
 * @param model name of the weights; with that of the adapter behind a plus sign where one is
 *     applied
 * @param sha256 of the weights' file; empty where the server doesn't say
 * @param licence for people; empty where the server doesn't say
 * @param context tokens of prompt and text together
 * @param template how its turns are marked
 * @param copies whether it can be bound to sources
 * @param scores whether it can say how likely a text is
 */
public record GeneratorInfo(
    String model,
    String sha256,
    String licence,
    int context,
    ChatTemplate template,
    boolean copies,
    boolean scores) {
  /** Whether an endpoint of OpenAI's kind writes, which marks the turns itself. */
  public boolean isAtEndpoint() {
    return template.equals(ChatTemplate.SERVER);
  }
}
