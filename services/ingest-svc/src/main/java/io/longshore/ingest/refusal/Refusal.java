package io.longshore.ingest.refusal;

/** Why a file can't become text: a stable code and what to do about it. */
public enum Refusal {
  EMPTY("empty", "The file holds no text. Hand in a file with content."),
  UNSUPPORTED_FORMAT(
      "unsupported-format",
      "This is none of the formats TXT, Markdown, HTML, PDF, DOCX, EPUB. Convert the file and hand"
          + " it in again."),
  ENCRYPTED(
      "encrypted",
      "The file is protected by a password. Remove the protection and hand it in again."),
  DAMAGED(
      "damaged", "The file is damaged or cut off. Hand in a copy that opens in its own program."),
  NO_TEXT(
      "no-text",
      "The pages are pictures without a text layer. Run the file through text recognition (OCR) and"
          + " hand it in again."),
  PARSE_TIMEOUT(
      "parse-timeout",
      "Reading took longer than is allowed. Split the file, or save it anew with its own program."),
  PARSE_TOO_BIG(
      "parse-too-big",
      "The file unpacks to more than is allowed, or is nested too deeply. Split it into parts."),
  PARSER_CRASHED(
      "parser-crashed",
      "The parser broke on this file, twice. Save it anew with its own program, or as another"
          + " format.");

  private final String code;
  private final String advice;

  Refusal(String code, String advice) {
    this.code = code;
    this.advice = advice;
  }

  public String code() {
    return code;
  }

  public String advice() {
    return advice;
  }
}
