package io.longshore.inference.encoder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The encoders of a model repository beside the one that all vectors of the index are of. Each is
 * opened when it is first asked for.
 */
public final class OtherEncoders implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private final String address;
  private final Path repository;
  private final EncoderLimits limits;
  private final Map<String, TritonEncoder> open = new HashMap<>();

  /**
   * @param address {@code host:port} of the model server
   * @param repository the folder of models, for the tokenizers
   */
  public OtherEncoders(String address, Path repository, EncoderLimits limits) {
    this.address = address;
    this.repository = repository;
    this.limits = limits;
  }

  /** The encoder of that name; empty when the repository has none, perhaps not yet. */
  public synchronized Optional<Encoder> named(String name) {
    TritonEncoder known = open.get(name);
    if (known == null && NAME.matcher(name).matches() && isHere(name)) {
      known = new TritonEncoder(name, address, repository, limits);
      open.put(name, known);
    }
    return Optional.ofNullable(known);
  }

  private boolean isHere(String name) {
    return Files.isRegularFile(repository.resolve(name).resolve("1").resolve("tokenizer.json"));
  }

  @Override
  public synchronized void close() {
    open.values().forEach(TritonEncoder::close);
    open.clear();
  }
}
