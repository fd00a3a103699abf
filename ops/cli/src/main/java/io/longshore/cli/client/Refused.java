package io.longshore.cli.client;

/** The API refused a request; the message is its own sentence. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  Refused(String code, String sentence) {
    super(sentence);
    this.code = code;
  }

  /** The stable code of the problem. */
  public String code() {
    return code;
  }
}
