package io.longshore.contracts;

/** Attributes of CloudEvents 1.0 in Kafka's binary content mode: names of record headers. */
public final class CloudEvents {
  public static final String SPEC_VERSION = "ce_specversion";
  public static final String ID = "ce_id";

  /** {@code /longshore/<room>}. */
  public static final String SOURCE = "ce_source";

  /** {@code io.longshore.<topic>.v1}. */
  public static final String TYPE = "ce_type";

  public static final String TIME = "ce_time";

  /** {@code question/<id>} or {@code document/<id>}. */
  public static final String SUBJECT = "ce_subject";

  public static final String CURRENT_SPEC_VERSION = "1.0";

  public static String typeOf(String topic) {
    return "io.longshore." + topic + ".v1";
  }

  private CloudEvents() {}
}
