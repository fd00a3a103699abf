package io.longshore.modelserver.packing;

/**
 * A text of a request: what is packed with others.
 *
 * @param row of the request's tensors
 * @param number of the segment in its row, from 1
 * @param places of the text's tokens in the request's tensors; their order doesn't matter, for
 *     positions are explicit
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the server
record Segment(EncoderRequest request, int row, int number, int[] places) {
  int tokens() {
    return places.length;
  }
}
