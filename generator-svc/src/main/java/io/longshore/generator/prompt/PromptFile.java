package io.longshore.generator.prompt;

import io.longshore.inference.generation.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A versioned resource {@code prompts/<name>.txt} of parts that begin with {@code --- system},
 * {@code --- user} or {@code --- assistant} on a line of their own: the system's part, examples,
 * and the user's part with places in braces.
 */
public final class PromptFile {
  private static final Pattern PART = Pattern.compile("(?m)^--- (system|user|assistant)$\\R");
  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

  /** Marks of an example's turns. */
  private static final int TURN_TOKENS = 10;

  private final String name;
  private final String system;
  private final List<Prompt.Example> examples;
  private final String user;

  private PromptFile(String name, String system, List<Prompt.Example> examples, String user) {
    this.name = name;
    this.system = system;
    this.examples = examples;
    this.user = user;
  }

  /**
   * @param name with its version, such as {@code copy.v3}
   */
  public static PromptFile load(String name) {
    String path = "/prompts/" + name + ".txt";
    try (InputStream in = PromptFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("No resource " + path);
      }
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PromptFile parse(String name, String text) {
    Matcher marks = PART.matcher(text);
    List<String> roles = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    int from = -1;
    while (marks.find()) {
      if (from >= 0) {
        texts.add(text.substring(from, marks.start()).strip());
      }
      roles.add(marks.group(1));
      from = marks.end();
    }
    if (from >= 0) {
      texts.add(text.substring(from).strip());
    }
    List<Prompt.Example> examples = new ArrayList<>();
    for (int i = 1; i + 1 < roles.size(); i += 2) {
      check(roles.get(i).equals("user") && roles.get(i + 1).equals("assistant"), name);
      examples.add(new Prompt.Example(texts.get(i), texts.get(i + 1)));
    }
    check(
        roles.size() >= 2
            && roles.size() % 2 == 0
            && roles.getFirst().equals("system")
            && roles.getLast().equals("user"),
        name);
    return new PromptFile(name, texts.getFirst(), examples, texts.getLast());
  }

  private static void check(boolean holds, String name) {
    if (!holds) {
      throw new IllegalStateException(
          "The prompt %s is not system, examples of user and assistant, user".formatted(name));
    }
  }

  /** With its version. */
  public String name() {
    return name;
  }

  /** Of what it says itself, estimated. */
  public int tokens() {
    return TokenEstimate.of(system)
        + TokenEstimate.of(user)
        + examples.stream()
            .mapToInt(each ->
                TokenEstimate.of(each.user()) + TokenEstimate.of(each.assistant()) + TURN_TOKENS)
            .sum();
  }

  /**
   * Puts values into the places of the user's part; braces inside of a value are text.
   *
   * @throws IllegalArgumentException when a place has no value
   */
  public Prompt filled(Map<String, String> values) {
    String filled =
        PLACE
            .matcher(user)
            .replaceAll(place -> {
              String value = values.get(place.group(1));
              if (value == null) {
                throw new IllegalArgumentException(name + " needs " + place.group(1));
              }
              return Matcher.quoteReplacement(value);
            });
    return new Prompt(system, examples, filled);
  }
}
