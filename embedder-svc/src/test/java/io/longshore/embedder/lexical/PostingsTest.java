package io.longshore.embedder.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostingsTest {
  private record Posting(int place, int frequency, int length) {}

  @Test
  void whatWasPackedIsRead() {
    var given =
        List.of(
            new Posting(5, 1, 80),
            new Posting(6, 200, 255),
            new Posting(134, 2, 1),
            new Posting(20_000, 3, 9),
            new Posting(2_000_000_000, 1, 7));
    var block = new Postings.Block(5);
    given.forEach(p -> block.add(p.place(), p.frequency(), p.length()));
    assertThat(read(block)).isEqualTo(given);
  }

  @Test
  void whatIsLargerThanAByteCountsAsItsLargestValue() {
    var block = new Postings.Block(0);
    block.add(0, 1000, 300);
    assertThat(read(block)).containsExactly(new Posting(0, 255, 255));
  }

  @Test
  void aFullBlockFitsIntoAPageOfTheDatabase() {
    var block = new Postings.Block(0);
    for (int i = 0; i < Postings.BLOCK; i++) {
      block.add(i * 2_000_000, 1, 1);
    }
    assertThat(block.isFull()).isTrue();
    assertThat(block.payload()).hasSizeLessThan(8_000);
  }

  private static List<Posting> read(Postings.Block block) {
    var row =
        new PostingRepository.Row(
            1, 1, block.first(), block.last(), block.count(), block.payload());
    var unpacked = new Unpacked(block.count());
    unpacked.add(row);
    return IntStream.range(0, unpacked.size)
        .mapToObj(i ->
            new Posting(
                unpacked.places[i], unpacked.frequencies[i] & 0xff, unpacked.lengths[i] & 0xff))
        .toList();
  }
}
