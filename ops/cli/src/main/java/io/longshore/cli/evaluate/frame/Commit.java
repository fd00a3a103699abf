package io.longshore.cli.evaluate.frame;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Which state of the sources is running. */
public final class Commit {
  private static final String UNKNOWN = "unknown";

  private Commit() {}

  /** Its hash, with {@code -dirty} when files were changed since. */
  public static String ofSources() {
    try {
      Path sources = Folders.sources();
      String hash = git(sources, "rev-parse", "HEAD");
      boolean clean = git(sources, "status", "--porcelain", "--untracked-files=no").isEmpty();
      return hash.isEmpty() ? UNKNOWN : hash + (clean ? "" : "-dirty");
    } catch (IOException | LocalFailure e) {
      return UNKNOWN; // no git, or no sources: a result without it is still one
    }
  }

  /** When it was made, in ISO 8601. */
  public static Optional<String> time() {
    try {
      String time = git(Folders.sources(), "log", "-1", "--format=%cI");
      return time.isEmpty() ? Optional.empty() : Optional.of(time);
    } catch (IOException | LocalFailure e) {
      return Optional.empty();
    }
  }

  private static String git(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    Collections.addAll(command, arguments);
    Process git =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return git.onExit().join().exitValue() == 0 ? said : "";
  }
}
