package io.longshore.cli.evaluate.longembed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longshore.cli.evaluate.longembed.LongTrial.Place;
import org.junit.jupiter.api.Test;

class PlaceTest {
  @Test
  void theNearestIsFirst() {
    var place = Place.of(new double[] {0.2, 0.9, 0.5}, 1);
    assertThat(place.first()).isEqualTo(1);
    assertThat(place.reciprocal()).isEqualTo(1);
  }

  @Test
  void whatIsBetterComesBefore() {
    var place = Place.of(new double[] {0.2, 0.9, 0.5}, 0);
    assertThat(place.first()).isZero();
    assertThat(place.reciprocal()).isCloseTo(1 / 3.0, within(1e-9));
  }

  @Test
  void amongEqualOnesThePlaceIsDrawn() {
    // ranks 2, 3, 4: (1/2 + 1/3 + 1/4) / 3
    var place = Place.of(new double[] {0.5, 0.9, 0.5, 0.5, 0.1}, 3);
    assertThat(place.first()).isZero();
    assertThat(place.reciprocal()).isCloseTo(0.361111, within(1e-6));
    assertThat(Place.of(new double[] {0.5, 0.5, 0.5, 0.5}, 2).first()).isEqualTo(0.25);
  }
}
