package io.longshore.modelserver.engine;

/** What an engine can't do, as a sentence for the operator. */
public class EngineFailure extends RuntimeException {
  EngineFailure(String message) {
    super(message);
  }

  EngineFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** The native library is missing, doesn't run on this machine or is another build. */
  public static final class LibraryUnusable extends EngineFailure {
    LibraryUnusable(String message) {
      super(message);
    }

    LibraryUnusable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A model or adapter that can't be read; the message has llama.cpp's reason. */
  public static final class ModelUnreadable extends EngineFailure {
    ModelUnreadable(String message) {
      super(message);
    }
  }

  /** The machine, or what was allowed, has not the memory that the settings take. */
  public static final class NoMemory extends EngineFailure {
    NoMemory(String message) {
      super(message);
    }
  }

  /** The model's attention, or this build, does not allow it. */
  public static final class NotSupported extends EngineFailure {
    NotSupported(String message) {
      super(message);
    }
  }

  /** Fewer cells are free than are needed: remove sequences and try again. */
  public static final class NoRoom extends EngineFailure {
    NoRoom(String message) {
      super(message);
    }
  }

  /** A saved state that is damaged or another model's. */
  public static final class StateRefused extends EngineFailure {
    StateRefused(String message) {
      super(message);
    }
  }

  /** The caller stopped a decode. */
  public static final class Stopped extends EngineFailure {
    Stopped() {
      super("stopped by the caller");
    }
  }
}
