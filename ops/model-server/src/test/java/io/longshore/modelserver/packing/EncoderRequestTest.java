package io.longshore.modelserver.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EncoderRequestTest {
  @Test
  void aRowIsCutIntoItsTextsWithoutItsPadding() {
    var request = request(2, 1, 1, 0, 2, 1, 0, 0, 0);
    assertThat(request.segments()).hasSize(3);
    assertThat(request.segments().get(0).places()).containsExactly(0, 1);
    assertThat(request.segments().get(1).places()).containsExactly(3);
    assertThat(request.segments().get(2).places()).containsExactly(4);
    assertThat(request.segments().get(2).row()).isEqualTo(1);
    assertThat(request.tokenCount()).isEqualTo(4);
    assertThat(request.longestSegment()).isEqualTo(2);
  }

  @Test
  void tokensOfOneTextNeedNotStandTogether() {
    var request = request(1, 1, 2, 1, 2);
    assertThat(request.segments())
        .extracting(Segment::places)
        .containsExactly(new int[] {0, 2}, new int[] {1, 3});
  }

  @Test
  void vectorsGoWhereTheirTextsAre() {
    var request = request(1, 2, 0, 2);
    request.accept(
        request.segments().getFirst(), new float[] {9, 9, 5, 6}, 2, new float[] {1, 2, 3, 4}, 0);
    var output = request.output().join();
    assertThat(output.segmentsPerRow()).isEqualTo(2);
    assertThat(output.pooled()).as("there is no text 1").containsExactly(0, 0, 5, 6);
    assertThat(output.tokens()).as("the second place is padding").containsExactly(1, 2, 0, 0, 3, 4);
  }

  @Test
  void nothingButPaddingIsAnsweredAtOnce() {
    assertThat(request(1, 0, 0).output()).isCompleted();
  }

  @Test
  void aSegmentNumberBeyondTheRowIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request(1, 1, 3))
        .withMessageContaining("segment_ids are 0 to");
    assertThatIllegalArgumentException().isThrownBy(() -> request(1, 1, -1));
  }

  static EncoderRequest request(int rows, long... segments) {
    return new EncoderRequest(
        new long[segments.length], new long[segments.length], segments, rows, 1, 2, false, true);
  }
}
