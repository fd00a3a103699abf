package io.longshore.modelserver.engine;

import java.lang.foreign.MemorySegment;

/** A loaded low-rank adapter; it lives as long as the engine that loaded it. */
public final class Adapter {
  private final String name;
  private final MemorySegment pointer;

  Adapter(String name, MemorySegment pointer) {
    this.name = name;
    this.pointer = pointer;
  }

  MemorySegment pointer() {
    return pointer;
  }

  @Override
  public String toString() {
    return name;
  }
}
