package io.longshore.memory.followup;

import io.longshore.contracts.question.Recalled;
import io.longshore.contracts.question.Turn;
import java.util.List;

/**
 * Makes a question that leans on the last turn ("and in 2019?", "what about Germany?", "who was
 * he?", "why?") understandable without it. Precision first: what does not clearly lean is returned
 * untouched.
 *
 * <p>A fragment takes the place of its like in the last question when exactly one thing there is of
 * its kind (a year, a name); otherwise the content words of the last question are added behind the
 * question, in brackets. English, German, Chinese and Indonesian.
 */
public final class FollowUps {
  /** Older turns are not looked at. */
  public static final int TURNS_MAX = 8;

  private static final int TOPIC_WORDS_MAX = 12;

  private FollowUps() {}

  /**
   * @param text as it was asked
   * @param turns of the conversation, oldest first, without this question
   */
  public static Recalled standalone(String text, List<Turn> turns) {
    String topic = "";
    for (Turn turn : turns.subList(Math.max(0, turns.size() - TURNS_MAX), turns.size())) {
      String said = onItsOwn(turn.question(), topic);
      if (!Words.content(said).isEmpty()) {
        topic = said;
      }
    }
    String made = onItsOwn(text, topic);
    return new Recalled(made, !made.equals(text));
  }

  private static String onItsOwn(String text, String topic) {
    if (topic.isEmpty()) {
      return text;
    }
    return switch (Leaning.of(text)) {
      case Leaning.Not _ -> text;
      case Leaning.OnTopic _ -> withTopic(text, topic);
      case Leaning.Fragment fragment ->
          Slots.substituted(topic, fragment.rest()).orElseGet(() -> withTopic(text, topic));
    };
  }

  private static String withTopic(String text, String topic) {
    List<String> own = Words.content(text).stream().map(Words::folded).toList();
    List<String> added =
        Words.content(topic).stream()
            .filter(word -> !own.contains(Words.folded(word)))
            .distinct()
            .limit(TOPIC_WORDS_MAX)
            .toList();
    return added.isEmpty() ? text : text.strip() + " (" + String.join(" ", added) + ")";
  }
}
