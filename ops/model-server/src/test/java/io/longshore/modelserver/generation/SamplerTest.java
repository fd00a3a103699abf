package io.longshore.modelserver.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final int DRAWS = 20_000;

  /** Probabilities .5, .3, .15 and .05 at temperature 1, and nothing. */
  private static final float[] SCORES = {
    (float) Math.log(.05),
    (float) Math.log(.5),
    Float.NEGATIVE_INFINITY,
    (float) Math.log(.3),
    (float) Math.log(.15)
  };

  private static double[] shares(double temperature, double topP, int topK) {
    var parameters = new SamplingParameters(1, 0, temperature, topP, topK, 1L, List.of(), null);
    var sampler = new Sampler(parameters, new SplittableRandom(1));
    double[] shares = new double[SCORES.length];
    for (int k = 0; k < DRAWS; k++) {
      shares[sampler.choose(SCORES.clone())] += 1.0 / DRAWS;
    }
    return shares;
  }

  private static void assertShares(double[] shares, double... expected) {
    for (int k = 0; k < shares.length; k++) {
      assertThat(shares[k]).as("token %d", k).isBetween(expected[k] - .015, expected[k] + .015);
    }
  }

  @Test
  void tokensAreDrawnAsOftenAsTheyAreProbable() {
    assertShares(shares(1, 1, 0), .05, .5, 0, .3, .15);
  }

  @Test
  void topKDrawsAmongTheMostProbableOnly() {
    assertShares(shares(1, 1, 2), 0, .625, 0, .375, 0);
    assertShares(shares(1, 1, 1), 0, 1, 0, 0, 0);
    assertShares(shares(1, 1, 99), .05, .5, 0, .3, .15);
  }

  @Test
  void topPDrawsAmongThoseThatTogetherHaveIt() {
    assertShares(shares(1, .7, 0), 0, .625, 0, .375, 0);
    assertShares(shares(1, .5, 0), 0, 1, 0, 0, 0);
    assertShares(shares(1, .6, 2), 0, 1, 0, 0, 0);
  }

  @Test
  void coldDrawsTheMostProbableAndHotEvensThemOut() {
    assertShares(shares(0, 1, 0), 0, 1, 0, 0, 0);
    assertShares(shares(.01, 1, 0), 0, 1, 0, 0, 0);
    assertShares(shares(10, 1, 0), .22, .28, 0, .26, .245);
  }

  @Test
  void whereNothingMayBeChosenNothingIs() {
    var sampler = new Sampler(SamplingParameters.DEFAULT, new SplittableRandom(1));
    assertThat(sampler.choose(new float[] {Float.NEGATIVE_INFINITY})).isEqualTo(-1);
    assertThat(sampler.choose(new float[0])).isEqualTo(-1);
  }
}
