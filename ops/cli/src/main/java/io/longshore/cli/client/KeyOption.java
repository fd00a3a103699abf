package io.longshore.cli.client;

import io.longshore.cli.stack.Home;
import io.longshore.local.LocalFailure;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The API, as whom its key says. */
public final class KeyOption {
  private static final String VARIABLE = "LONGSHORE_KEY";
  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "API key; left out: LONGSHORE_KEY, or the one that ./longshore up --closed made.")
  private @Nullable String key;

  /** The one of this home. */
  public Api api() {
    Home home = Home.ofEnvironment();
    return Api.of(home, chosen(key, System.getenv(), home).orElse(null));
  }

  /** What is said first counts: as an option, in the environment, in the home. */
  static Optional<String> chosen(
      @Nullable String option, Map<String, String> environment, Home home) {
    return Stream.of(
            Optional.ofNullable(option), Optional.ofNullable(environment.get(VARIABLE)), home.key())
        .flatMap(Optional::stream)
        .map(String::strip)
        .filter(said -> !said.isEmpty())
        .findFirst()
        .map(KeyOption::checked);
  }

  private static String checked(String key) {
    if (!VISIBLE.matcher(key).matches()) {
      throw new LocalFailure("The key holds a blank or a character that is no letter or digit.");
    }
    return key;
  }
}
