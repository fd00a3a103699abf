package io.longshore.cli.evaluate.frame;

import io.longshore.local.Folders;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every case as it was tried, a line of JSON each: {@code {"arm","group","slices","measured",
 * "seen"}}. A line is there as soon as its case was tried, so that a run that is stopped has not
 * been for nothing.
 */
public final class Journal implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final @Nullable BufferedWriter out;

  private Journal(@Nullable BufferedWriter out) {
    this.out = out;
  }

  /**
   * @param file written anew; null for none
   */
  public static Journal to(@Nullable Path file) {
    if (file == null) {
      return new Journal(null);
    }
    try {
      Folders.madeFor(file);
      return new Journal(Files.newBufferedWriter(file));
    } catch (IOException e) {
      throw Folders.failure("write " + file, e);
    }
  }

  void add(Arm arm, Case one, Tried tried) {
    if (out == null) {
      return;
    }
    ObjectNode line = JSON.createObjectNode();
    line.put("arm", arm.name()).put("group", one.group());
    one.slices().forEach(line.putArray("slices")::add);
    ObjectNode measured = line.putObject("measured");
    tried
        .measured()
        .forEach((name, value) -> {
          if (!value.isNaN()) {
            measured.put(name, value);
          }
        });
    line.set("seen", tried.seen());
    try {
      out.write(line.toString());
      out.newLine();
      out.flush();
    } catch (IOException e) {
      throw Folders.failure("write the cases", e);
    }
  }

  @Override
  public void close() {
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        throw Folders.failure("write the cases", e);
      }
    }
  }
}
