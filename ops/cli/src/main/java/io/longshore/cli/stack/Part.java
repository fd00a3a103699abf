package io.longshore.cli.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A part of Longshore, in the order in which they start. */
public enum Part {
  KAFKA(7),
  POSTGRES(9),
  MODEL_SERVER(6, "ops/model-server", 256),
  INGEST(1, "services/ingest-svc", 192),
  MEMORY(2, "memory-svc", 192),
  EMBEDDER(3, "embedder-svc", 320),
  RERANKER(4, "reranker-svc", 192),
  GENERATOR(5, "generator-svc", 192),
  GATEWAY(0, "gateway", 192);

  /** Ports that one Longshore takes, from the gateway's on. */
  public static final int PORTS = 10;

  final int offset;
  final String module;
  final int heapMegabytes;

  Part(int offset) {
    this(offset, "", 0);
  }

  Part(int offset, String module, int heapMegabytes) {
    this.offset = offset;
    this.module = module;
    this.heapMegabytes = heapMegabytes;
  }

  /** Its name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Folders of our own programs, each a deployable. */
  public static List<String> modules() {
    return Arrays.stream(values()).map(part -> part.module).filter(m -> !m.isEmpty()).toList();
  }

  /** Whether it is one of our services, of which a second instance can run. */
  boolean isService() {
    return compareTo(MODEL_SERVER) > 0;
  }

  static Stream<Part> services() {
    return Arrays.stream(values()).filter(Part::isService);
  }

  /** The name of a service's deployable, and of its user at the broker. */
  String application() {
    return label() + "-svc";
  }

  /** Its first port above the gateway's. */
  int port(int base) {
    return base + offset;
  }

  static Optional<Part> named(String label) {
    return Arrays.stream(values()).filter(part -> part.label().equals(label)).findFirst();
  }
}
