package io.longshore.modelserver.generation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTest {
  @ParameterizedTest
  @CsvSource({
    "64, 0, 64", // nothing to do
    "90, 0, 96",
    "85, 0, 80",
    "8, 1, 15", // beside a writer a step of 16 costs little more than one of 9
    "8, 3, 13",
    "64, 3, 61",
    "8, 10, 8", // too few would be left
    "512, 0, 512"
  })
  void aStepIsAWholeNumberOfTheTokensThatAreComputedAtATime(int tokens, int writers, int read) {
    assertThat(Step.even(tokens, writers)).isEqualTo(read);
  }
}
