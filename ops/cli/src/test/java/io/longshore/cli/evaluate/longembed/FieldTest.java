package io.longshore.cli.evaluate.longembed;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.evaluate.longembed.Field.Sheaf;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldTest {
  private static Field field(Task task, int documents, long seed) {
    return Field.drawn(task, Straw.FILLER, 1_024, documents, seed);
  }

  @ParameterizedTest
  @EnumSource(Task.class)
  void noTwoDocumentsAreAskedForAlike(Task task) {
    assertThat(field(task, Task.DIFFERENT, 1).plans())
        .extracting(plan -> plan.hidden().sentence())
        .doesNotHaveDuplicates();
    assertThat(field(task, Task.DIFFERENT, 1).plans())
        .extracting(plan -> plan.hidden().question().replaceFirst("the [a-z ]+ of", "of"))
        .doesNotHaveDuplicates();
  }

  @Test
  void theSameSeedDrawsTheSameAndAnotherOneSomethingElse() {
    assertThat(field(Task.PASSKEY, 20, 7)).isEqualTo(field(Task.PASSKEY, 20, 7));
    assertThat(field(Task.PASSKEY, 20, 7)).isNotEqualTo(field(Task.PASSKEY, 20, 8));
  }

  @Test
  void depthsAndBeginningsAreSpreadEvenlyAndNotInTheSameOrder() {
    List<Sheaf> plans = field(Task.NEEDLE, 100, 3).plans();
    for (int tenth = 0; tenth < 10; tenth++) {
      double from = tenth / 10.0;
      assertThat(plans.stream().filter(p -> p.depth() >= from && p.depth() < from + 0.1))
          .hasSize(10);
      assertThat(plans.stream().filter(p -> p.start() >= from && p.start() < from + 0.1))
          .hasSize(10);
    }
    long together =
        IntStream.range(0, 100)
            .filter(i -> Math.abs(plans.get(i).depth() - plans.get(i).start()) < 0.01)
            .count();
    assertThat(together).isLessThan(20);
  }

  @Test
  void whatIsAskedIsWhatIsHidden() {
    for (Sheaf plan : field(Task.PASSKEY, 40, 1).plans()) {
      String name = plan.hidden().question().replaceAll("What is the pass key for (.+)\\?", "$1");
      assertThat(plan.hidden().sentence()).startsWith(name + "'s pass key is ");
    }
    for (Sheaf plan : field(Task.NEEDLE, 40, 1).plans()) {
      String holder =
          plan.hidden().question().replaceAll("Where does (the .+ of \\S+) keep .*", "$1");
      assertThat(plan.hidden().sentence())
          .startsWith(holder.replaceFirst("the", "The") + " keeps ");
    }
  }
}
