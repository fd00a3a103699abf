package io.longshore.cli.client;

import io.longshore.local.Folders;
import io.longshore.local.process.Await;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Hands files in and waits until each can be searched or has failed. */
public final class Ingest {
  /** Handed in and not done yet; the rest waits on the disk. */
  private static final int IN_FLIGHT_MAX = 16;

  private static final Duration POLL = Duration.ofMillis(300);

  /** Nothing moved for so long: the file is given up, with what it was doing. */
  private static final Duration IDLE_MAX = Duration.ofMinutes(10);

  private final Api api;
  private final @Nullable String collection;
  private final Consumer<String> progress;
  private final Consumer<Outcome> ended;

  public Ingest(Api api, @Nullable String collection, Consumer<String> progress) {
    this(api, collection, progress, outcome -> {});
  }

  /**
   * @param progress hears what happens, for people
   * @param ended hears of each file that is done
   */
  public Ingest(
      Api api, @Nullable String collection, Consumer<String> progress, Consumer<Outcome> ended) {
    this.api = api;
    this.collection = collection;
    this.progress = progress;
    this.ended = ended;
  }

  /**
   * What became of a file.
   *
   * @param state {@code ready} or {@code failed}
   * @param seconds from the hand-in to the end
   * @param tokens that its vectors were made of; 0 when it failed or the gateway doesn't say
   */
  public record Outcome(
      @Nullable String id,
      String name,
      String state,
      double seconds,
      long tokens,
      @Nullable Problem error) {
    public boolean failed() {
      return !state.equals("ready");
    }
  }

  /** Why a file failed. */
  public record Problem(String code, String message) {}

  /**
   * A file to hand in.
   *
   * @param name how the document is called: a file of a folder keeps its way from there, so that
   *     two of one name stay two documents
   */
  public record Source(Path file, String name) {
    public Source(Path file) {
      this(file, file.getFileName().toString());
    }
  }

  private static final class Flight {
    final String id;
    final String name;
    final long began = System.nanoTime();
    long moved = began;
    String last = "";

    Flight(String id, String name) {
      this.id = id;
      this.name = name;
    }

    Outcome ready(long tokens) {
      return new Outcome(id, name, "ready", seconds(), tokens, null);
    }

    Outcome failed(Problem problem) {
      return new Outcome(id, name, "failed", seconds(), 0, problem);
    }

    private double seconds() {
      return (System.nanoTime() - began) / 1e9;
    }
  }

  /**
   * The files of a path, in order; of folders all that are not hidden. A folder that can't be read
   * stands in the list itself: it fails alone.
   */
  public static List<Source> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(new Source(path));
    }
    var found = new TreeMap<Path, Source>();
    try {
      Files.walkFileTree(
          path,
          Set.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              boolean wanted =
                  attributes.isRegularFile() || attributes.isSymbolicLink(); // to nothing
              if (wanted && !isHidden(path.relativize(file))) {
                found.put(file, new Source(file, path.relativize(file).toString()));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) {
              boolean isKnown = failed instanceof FileSystemLoopException;
              if (!isKnown && !isHidden(path.relativize(file))) {
                found.put(file, new Source(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw Folders.failure("list " + path, e);
    }
    return List.copyOf(found.values());
  }

  /** In the order of their ends. */
  public List<Outcome> run(List<Source> files) {
    var outcomes = new ArrayList<Outcome>();
    int told = 0;
    var waiting = new ArrayDeque<>(files);
    var flights = new ArrayList<Flight>();
    while (!waiting.isEmpty() || !flights.isEmpty()) {
      while (!waiting.isEmpty() && flights.size() < IN_FLIGHT_MAX) {
        handIn(waiting.remove(), flights, outcomes);
      }
      boolean someEnded = collect(flights, outcomes);
      outcomes.subList(told, outcomes.size()).forEach(ended);
      told = outcomes.size();
      if (!someEnded && !flights.isEmpty()) {
        Await.until(() -> false, POLL);
      }
    }
    return outcomes;
  }

  private void handIn(Source source, List<Flight> flights, List<Outcome> outcomes) {
    try {
      requireReadable(source.file());
      progress.accept(source.name() + ": handing in");
      String id = api.upload(source, collection).path("id").asString();
      flights.add(new Flight(id, source.name()));
    } catch (Refused e) {
      outcomes.add(
          new Outcome(
              null,
              Files.isReadable(source.file()) ? source.name() : source.file().toString(),
              "failed",
              0,
              0,
              new Problem(e.code(), String.valueOf(e.getMessage()))));
    }
  }

  private static void requireReadable(Path file) {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Refused("missing", "there is no such file or folder");
    }
    if (!Files.isReadable(file)) {
      throw new Refused("unreadable", "it is there, but it can't be read");
    }
  }

  private boolean collect(List<Flight> flights, List<Outcome> outcomes) {
    int before = outcomes.size();
    for (Iterator<Flight> each = flights.iterator(); each.hasNext(); ) {
      Flight flight = each.next();
      Outcome outcome = look(flight);
      if (outcome != null) {
        outcomes.add(outcome);
        each.remove();
      }
    }
    return outcomes.size() > before;
  }

  private @Nullable Outcome look(Flight flight) {
    JsonNode document = api.document(flight.id);
    String state = document.path("state").asString("");
    return switch (state) {
      case "ready" -> flight.ready(document.path("tokens_seen").asLong(0));
      case "failed", "deleting", "deleted" -> {
        JsonNode error = document.path("error");
        yield flight.failed(
            new Problem(error.path("code").asString(state), error.path("message").asString(state)));
      }
      default -> stillAtWork(flight, document);
    };
  }

  private @Nullable Outcome stillAtWork(Flight flight, JsonNode document) {
    String now = stage(document);
    if (!now.equals(flight.last)) {
      flight.last = now;
      flight.moved = System.nanoTime();
      progress.accept(flight.name + ": " + now + timeLeft(document));
    }
    boolean idle = System.nanoTime() - flight.moved > IDLE_MAX.toNanos();
    return idle
        ? flight.failed(
            new Problem(
                "no-progress",
                "nothing moved for %d minutes (%s); it goes on when the parts do"
                    .formatted(IDLE_MAX.toMinutes(), now)))
        : null;
  }

  private static String stage(JsonNode document) {
    var text = new StringBuilder(document.path("state").asString(""));
    String stage = document.path("stage").asString("");
    if (!stage.isEmpty() && !text.toString().equals(stage)) {
      text.append(" (").append(stage).append(')');
    }
    text.append(" %d %%".formatted(Math.round(document.path("progress").asDouble(0) * 100)));
    return text.toString();
  }

  private static String timeLeft(JsonNode document) {
    return document.path("seconds_left").isNumber()
        ? ", about %d s left".formatted(document.path("seconds_left").asLong())
        : "";
  }

  private static boolean isHidden(Path relative) {
    for (Path step : relative) {
      if (step.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
