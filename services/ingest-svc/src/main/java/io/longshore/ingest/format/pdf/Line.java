package io.longshore.ingest.format.pdf;

/**
 * A line of a page. Lengths in points, from the upper left corner.
 *
 * @param y of the base line
 * @param size of most of its letters
 */
record Line(String text, float left, float right, float y, float size, boolean bold) {
  float width() {
    return right - left;
  }
}
