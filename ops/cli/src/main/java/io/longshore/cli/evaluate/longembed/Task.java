package io.longshore.cli.evaluate.longembed;

import java.util.List;
import java.util.SplittableRandom;

/** What is hidden in a document, after LongEmbed (Zhu et al. 2024). */
enum Task {
  /** A number that belongs to a name. */
  PASSKEY {
    @Override
    Hidden hide(int number, SplittableRandom random) {
      String name =
          "%s %s"
              .formatted(
                  FIRST.get(number % FIRST.size()), LAST.get(number / FIRST.size() % LAST.size()));
      int key = random.nextInt(10_000, 100_000);
      return new Hidden(
          "What is the pass key for %s?".formatted(name),
          "%s's pass key is %d. Remember it. %d is the pass key for %s."
              .formatted(name, key, key, name));
    }
  },
  /** A fact of a place. */
  NEEDLE {
    @Override
    Hidden hide(int number, SplittableRandom random) {
      String place =
          HEADS.get(number % HEADS.size()) + TAILS.get(number / HEADS.size() % TAILS.size());
      String who = any(WHO, random);
      String what = any(WHAT, random);
      return new Hidden(
          "Where does the %s of %s keep the %s?".formatted(who, place, what),
          "The %s of %s keeps the %s %s.".formatted(who, place, what, any(WHERE, random)));
    }
  };

  /** Names are different for so many numbers. */
  static final int DIFFERENT = 600;

  private static final List<String> FIRST =
      List.of(
          "Ada", "Boris", "Clara", "Dmitri", "Elena", "Felix", "Greta", "Hugo", "Ingrid", "Jonas",
          "Katja", "Leon", "Marta", "Nils", "Olga", "Pavel", "Quentin", "Rosa", "Sven", "Tilda",
          "Ulrich", "Vera", "Wanda", "Xaver", "Yvonne", "Zeno", "Agnes", "Bruno", "Cecilia",
          "Dorian");
  private static final List<String> LAST =
      List.of(
          "Abbott",
          "Brandt",
          "Castell",
          "Durand",
          "Eklund",
          "Farkas",
          "Gruber",
          "Holm",
          "Iversen",
          "Jansen",
          "Keller",
          "Lindqvist",
          "Moreau",
          "Novak",
          "Okafor",
          "Petrov",
          "Quist",
          "Romero",
          "Sato",
          "Tanaka");
  private static final List<String> HEADS =
      List.of(
          "Alder", "Birch", "Cold", "Dun", "Elm", "Fern", "Gold", "Hazel", "Iron", "Juniper",
          "King", "Lark", "Marsh", "North", "Oak", "Pine", "Quarry", "Raven", "Stone", "Thorn",
          "Under", "Vale", "Willow", "Yew", "Ash", "Brook", "Clay", "Drift", "East", "Fox");
  private static final List<String> TAILS =
      List.of(
          "mere", "haven", "wick", "ford", "stead", "holm", "bury", "combe", "dale", "minster",
          "mouth", "hurst", "gate", "ton", "worth", "ley", "cliff", "moor", "bridge", "field");
  private static final List<String> WHO =
      List.of(
          "lighthouse keeper",
          "schoolmaster",
          "baker",
          "mayor",
          "clockmaker",
          "ferryman",
          "librarian",
          "beekeeper",
          "organist",
          "gardener",
          "postmistress",
          "blacksmith");
  private static final List<String> WHAT =
      List.of(
          "brass telescope",
          "silver flute",
          "tin of saffron",
          "oldest map",
          "blue lantern",
          "spare key",
          "glass compass",
          "wedding ring",
          "painted globe",
          "bundle of letters",
          "ivory chess queen",
          "jar of marbles");
  private static final List<String> WHERE =
      List.of(
          "under the third stair",
          "behind the kitchen clock",
          "in a boot beside the door",
          "on top of the wardrobe",
          "inside a hollow book",
          "below a loose floorboard",
          "in the apple cellar",
          "between two church bells",
          "in a drawer that sticks",
          "at the bottom of the flour bin");

  /**
   * Makes what is hidden in a document.
   *
   * @param number of the document, below {@link #DIFFERENT}: no other one has its names
   */
  abstract Hidden hide(int number, SplittableRandom random);

  /** A sentence that is hidden, and the question that it answers. */
  record Hidden(String question, String sentence) {}

  private static String any(List<String> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
