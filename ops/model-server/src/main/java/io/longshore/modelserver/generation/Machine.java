package io.longshore.modelserver.generation;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this machine does besides. */
final class Machine {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Machine() {}

  /** Cores that nobody used since it was asked last; 0 when that can't be known. */
  static double idleCores() {
    double load = SYSTEM.getCpuLoad();
    return load < 0 ? 0 : (1 - load) * SYSTEM.getAvailableProcessors();
  }
}
