package io.longshore.modelserver.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What llama.cpp prints: at debug, and its last errors kept, since its functions give no reason.
 */
@SuppressWarnings("restricted") // native calls: the process runs with --enable-native-access
final class LlamaLog {
  private static final Logger log = LoggerFactory.getLogger("llama.cpp");
  private static final int ERROR = 4;
  private static final int CONTINUED = 5;
  private static final int KEPT = 8;
  private static final int LINE_MAX = 4_096;

  private static final StringBuilder line = new StringBuilder();
  private static final Deque<String> errors = new ArrayDeque<>();
  private static int level;

  private LlamaLog() {}

  /** A C function to give to {@code llama_log_set}; it lives as long as the process. */
  static MemorySegment callback(Linker linker) {
    try {
      var accept =
          MethodHandles.lookup()
              .findStatic(
                  LlamaLog.class,
                  "accept",
                  MethodType.methodType(
                      void.class, int.class, MemorySegment.class, MemorySegment.class));
      return linker.upcallStub(
          accept, FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS), Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Forgets the errors so far; what is tried next makes its own. */
  static synchronized void forget() {
    errors.clear();
  }

  /** The last errors as one sentence; empty without any. */
  static synchronized String reason() {
    return errors.stream().distinct().collect(Collectors.joining("; "));
  }

  /** Called by llama.cpp on any thread. An exception would end the process: none leaves. */
  @SuppressWarnings("unused")
  private static synchronized void accept(int level, MemorySegment text, MemorySegment data) {
    try {
      if (level != CONTINUED) {
        LlamaLog.level = level;
      }
      String piece = text.reinterpret(LINE_MAX).getString(0);
      for (int at = 0; at < piece.length(); ) {
        int end = piece.indexOf('\n', at);
        line.append(piece, at, end < 0 ? piece.length() : end);
        if (end < 0) {
          break;
        }
        emit(line.toString().strip());
        line.setLength(0);
        at = end + 1;
      }
    } catch (RuntimeException e) {
      line.setLength(0); // longer than a line may be, or not UTF-8
    }
  }

  private static void emit(String whole) {
    if (whole.isEmpty()) {
      return;
    }
    log.debug("{}", whole);
    if (level == ERROR) {
      if (errors.size() == KEPT) {
        errors.removeFirst();
      }
      errors.addLast(whole);
    }
  }
}
