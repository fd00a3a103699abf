package io.longshore.modelserver.copying;

import io.longshore.modelserver.copying.CopyAutomaton.Said;
import io.longshore.modelserver.copying.Reading.Closed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is being copied: which tokens may follow, and what has been said. Text leaves it
 * as soon as it is sure under every reading and ends with a whole word, as it stands in its source:
 * where the source has a line break, so has the text, though the model wrote a space.
 */
public final class CopiedText {
  /** While more places are possible than this, the text waits. */
  private static final int FEW = 64;

  private final CopyAutomaton automaton;
  private List<Reading> readings = List.of(Reading.NOTHING);
  private @Nullable Said said;
  private int saidWords = 1;
  private int sent;
  private int spansSent;

  /**
   * What can be sent now.
   *
   * @param spans those that have ended and weren't in a piece before
   */
  public record Piece(String text, List<CopiedSpan> spans) {}

  /** Throws {@link IllegalArgumentException} for sources without a word or with broken text. */
  public CopiedText(CopyRules rules, PieceTrie trie) {
    automaton = new CopyAutomaton(rules, trie);
  }

  /** The tokens that may be next, but for those that end it. */
  public BitSet allowed() {
    return automaton.tokens(readings);
  }

  /** Whether it may end here. */
  public boolean mayEnd() {
    return readings.stream().anyMatch(automaton::mayEnd);
  }

  /** Takes an allowed token. */
  public void add(byte[] token) {
    readings = automaton.after(readings, token);
    if (readings.isEmpty()) {
      throw new IllegalArgumentException("the token isn't in any source here");
    }
    Reading best = null;
    int most = saidWords - 1;
    for (Reading reading : readings) {
      int words = automaton.words(reading);
      if (words > most) {
        most = words;
        best = reading;
      }
    }
    if (best != null) {
      said = automaton.said(best);
      saidWords = most;
    }
  }

  /** What is sure by now and wasn't sent yet. */
  public Piece take() {
    if (said == null || readings.size() > FEW) {
      return new Piece("", List.of());
    }
    int sure = said.text().length();
    for (Reading reading : readings) {
      sure = common(said.text(), automaton.text(reading), sure);
    }
    if (sure > 0
        && sure < said.text().length()
        && Character.isLowSurrogate(said.text().charAt(sure))) {
      sure--;
    }
    String text = sent < sure ? said.text().substring(sent, sure) : "";
    sent = Math.max(sent, sure);
    return new Piece(text, sureSpans());
  }

  private List<CopiedSpan> sureSpans() {
    List<Closed> closed = closed(readings.getFirst().closed());
    int sure = same(closed, closed(said == null ? null : said.last()));
    for (Reading reading : readings) {
      sure = Math.min(sure, same(closed, closed(reading.closed())));
    }
    List<CopiedSpan> spans =
        sure <= spansSent
            ? List.of()
            : automaton.spans(closed.get(sure - 1)).subList(spansSent, sure);
    spansSent = Math.max(spansSent, sure);
    return spans;
  }

  private static int same(List<Closed> one, List<Closed> other) {
    int same = 0;
    while (same < Math.min(one.size(), other.size())
        && one.get(same).start() == other.get(same).start()
        && one.get(same).end() == other.get(same).end()) {
      same++;
    }
    return same;
  }

  private static List<Closed> closed(@Nullable Closed last) {
    List<Closed> all = new ArrayList<>();
    for (Closed each = last; each != null; each = each.before()) {
      all.addFirst(each);
    }
    return all;
  }

  private static int common(String one, String other, int most) {
    int length = Math.min(most, other.length());
    for (int k = 0; k < length; k++) {
      if (one.charAt(k) != other.charAt(k)) {
        return k;
      }
    }
    return length;
  }

  /** The rest, up to the last whole word; nothing may be added any more. */
  public Piece end() {
    if (said == null) {
      return new Piece("", List.of());
    }
    List<CopiedSpan> spans = automaton.spans(said.last());
    var rest =
        new Piece(
            said.text().substring(Math.min(sent, said.text().length())),
            spans.subList(Math.min(spansSent, spans.size()), spans.size()));
    sent = said.text().length();
    spansSent = spans.size();
    return rest;
  }
}
