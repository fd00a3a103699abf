package io.longshore.cli.evaluate.longembed;

import io.longshore.cli.evaluate.longembed.Task.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Documents of one length that are searched together, each with its own thing hidden in it.
 *
 * @param length in tokens that each of them has nearly, and never exceeds
 * @param plans of the documents, by their number
 */
record Field(Task task, Straw straw, int length, List<Sheaf> plans) {
  Field {
    plans = List.copyOf(plans);
  }

  /**
   * How a document is made.
   *
   * @param depth share of the straw that stands before what is hidden
   * @param start share of the straw's sentences that the document begins behind
   */
  record Sheaf(Hidden hidden, double depth, double start) {}

  /**
   * Draws one; depths and beginnings are spread evenly.
   *
   * @param documents how many
   */
  static Field drawn(Task task, Straw straw, int length, int documents, long seed) {
    var random =
        new SplittableRandom(seed * 31 + "%s-%s-%d".formatted(task, straw, length).hashCode());
    int[] order = shuffled(documents, random);
    var plans = new ArrayList<Sheaf>();
    for (int number = 0; number < documents; number++) {
      plans.add(
          new Sheaf(
              task.hide(number, random),
              (order[number] + random.nextDouble()) / documents,
              (number + random.nextDouble()) / documents));
    }
    return new Field(task, straw, length, plans);
  }

  private static int[] shuffled(int size, SplittableRandom random) {
    int[] all = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = all[i];
      all[i] = all[j];
      all[j] = kept;
    }
    return all;
  }

  /** As results and splits call one of its documents. */
  String id(int number) {
    return "%s-%s-%d-%d".formatted(name(task), name(straw), length, number);
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
