package io.longshore.models;

/**
 * A model that is made only when somebody asks.
 *
 * @param role its folder in a repository, and what the API calls it
 * @param megabytes what is fetched for it
 */
public record Offer(
    String name, String role, String licence, String source, String languages, int megabytes) {

  static Offer of(Model model) {
    return new Offer(
        model.name(),
        model.role(),
        model.licence(),
        model.source(),
        model.languages(),
        model.gguf() == null ? 0 : model.gguf().megabytes());
  }
}
