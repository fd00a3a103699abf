package io.longshore.runtime.json;

/**
 * Something that this version does not know.
 *
 * @param record simple name of the class that it was found in
 */
record Unknown(Kind kind, String record) {
  enum Kind {
    FIELD,
    CONSTANT
  }
}
