package io.longshore.runtime;

/**
 * Which room this process is.
 *
 * @param value as {@link io.longshore.contracts.Rooms} has it
 */
public record RoomName(String value) {
  private static final String DEPLOYABLE = "-svc";

  /**
   * @param application name of the deployable, such as {@code memory-svc}
   */
  public static RoomName of(String application) {
    return new RoomName(
        application.endsWith(DEPLOYABLE)
            ? application.substring(0, application.length() - DEPLOYABLE.length())
            : application);
  }
}
