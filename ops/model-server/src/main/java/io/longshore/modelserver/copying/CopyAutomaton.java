package io.longshore.modelserver.copying;

import io.longshore.modelserver.copying.Reading.Closed;
import io.longshore.modelserver.copying.Reading.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Reading} goes on, byte by byte. Bytes and not tokens, for the same words are other
 * tokens behind a space, at the start of an answer or behind a separator; and a token may end one
 * span and begin the next.
 */
final class CopyAutomaton {
  private final CopyRules rules;
  private final Sources sources;
  private final PieceTrie trie;
  private final byte[] separator;
  private final byte[] refusal;

  /** Node of the trie → the tokens of all spans that begin there. */
  private final Map<Integer, int[]> startTokens = new HashMap<>();

  CopyAutomaton(CopyRules rules, PieceTrie trie) {
    this.rules = rules;
    this.trie = trie;
    sources = new Sources(rules.sources());
    separator = rules.separator().getBytes(StandardCharsets.UTF_8);
    refusal =
        rules.refusal() == null ? new byte[0] : rules.refusal().getBytes(StandardCharsets.UTF_8);
    if (!sources.hasStarts() && refusal.length == 0) {
      throw new IllegalArgumentException("copy.sources have no word, and there is no refusal");
    }
  }

  Sources sources() {
    return sources;
  }

  /** The readings behind a token, the first of those that go on alike. */
  List<Reading> after(List<Reading> readings, byte[] token) {
    List<Reading> now = readings;
    for (byte value : token) {
      Map<Reading.Key, Reading> next = new LinkedHashMap<>();
      for (Reading reading : now) {
        step(reading, value, each -> next.putIfAbsent(each.key(), each));
      }
      now = List.copyOf(next.values());
    }
    return now;
  }

  private void step(Reading reading, byte value, Consumer<Reading> found) {
    switch (reading.kind()) {
      case BEFORE -> {
        if (value == ' ' && reading.at() == 0) {
          found.accept(reading.on());
        }
        for (int start : sources.starts(value)) {
          found.accept(Reading.span(start, reading.closed()));
        }
        if (reading.closed() == null && refusal.length > 0 && refusal[0] == value) {
          found.accept(literal(Kind.REFUSAL, null));
        }
      }
      case SPAN -> {
        if (!sources.isOver(reading.at(), reading.start()) && sources.at(reading.at()) == value) {
          found.accept(reading.on());
        }
        if (mayBeFollowed(reading) && separator[0] == value) {
          found.accept(separated(literal(Kind.SEPARATOR, close(reading))));
        }
      }
      case SEPARATOR -> {
        if (separator[reading.at()] == value) {
          found.accept(separated(reading.on()));
        }
      }
      case REFUSAL -> {
        if (reading.at() < refusal.length && refusal[reading.at()] == value) {
          found.accept(reading.on());
        }
      }
    }
  }

  private static Reading literal(Kind kind, @Nullable Closed closed) {
    return new Reading(kind, 0, 1, closed);
  }

  private static Closed close(Reading span) {
    return new Closed(span.closed(), span.start(), span.at(), span.spansBefore() + 1);
  }

  private Reading separated(Reading reading) {
    return reading.at() == separator.length
        ? new Reading(Kind.BEFORE, 0, 0, reading.closed())
        : reading;
  }

  private boolean mayBeFollowed(Reading span) {
    return span.spansBefore() + 1 < rules.spans() && sources.mayEnd(span.start(), span.at());
  }

  /** The tokens that every reading may go on with. */
  BitSet tokens(List<Reading> readings) {
    var tokens = new BitSet();
    readings.forEach(reading -> walk(PieceTrie.ROOT, reading, tokens));
    return tokens;
  }

  private void walk(int node, Reading reading, BitSet tokens) {
    switch (reading.kind()) {
      case BEFORE -> {
        if (reading.at() == 0) {
          down(trie.child(node, (byte) ' '), reading.on(), tokens);
        }
        for (int token : startTokens.computeIfAbsent(node, this::startTokens)) {
          tokens.set(token);
        }
        if (reading.closed() == null) {
          walkLiteral(node, refusal, 0, tokens);
        }
      }
      case SPAN -> walkSpan(node, reading, tokens);
      case SEPARATOR -> walkSeparator(node, reading, tokens);
      case REFUSAL -> walkLiteral(node, refusal, reading.at(), tokens);
    }
  }

  private void down(int node, Reading reading, BitSet tokens) {
    if (node != PieceTrie.NONE) {
      trie.tokensAt(node, tokens::set);
      walk(node, reading, tokens);
    }
  }

  /** A span that begins here may also end within a token, but no second one may. */
  private int[] startTokens(int node) {
    var found = new BitSet();
    for (int value = 0; value <= 0xFF; value++) {
      int child = trie.child(node, (byte) value);
      if (child != PieceTrie.NONE) {
        for (int start : sources.starts((byte) value)) {
          trie.tokensAt(child, found::set);
          walkBytes(child, start, start + 1, found);
        }
      }
    }
    return found.stream().toArray();
  }

  private void walkBytes(int from, int start, int first, BitSet tokens) {
    int node = from;
    for (int place = first; node != PieceTrie.NONE && !sources.isOver(place, start); place++) {
      node = trie.child(node, sources.at(place));
      if (node != PieceTrie.NONE) {
        trie.tokensAt(node, tokens::set);
      }
    }
  }

  private void walkSpan(int from, Reading reading, BitSet tokens) {
    int node = from;
    for (Reading here = reading; node != PieceTrie.NONE; here = here.on()) {
      if (mayBeFollowed(here)) {
        int child = trie.child(node, separator[0]);
        down(child, separated(literal(Kind.SEPARATOR, close(here))), tokens);
      }
      if (sources.isOver(here.at(), here.start())) {
        return;
      }
      node = trie.child(node, sources.at(here.at()));
      if (node != PieceTrie.NONE) {
        trie.tokensAt(node, tokens::set);
      }
    }
  }

  private void walkSeparator(int from, Reading reading, BitSet tokens) {
    down(trie.child(from, separator[reading.at()]), separated(reading.on()), tokens);
  }

  private void walkLiteral(int from, byte[] literal, int read, BitSet tokens) {
    int node = from;
    for (int k = read; k < literal.length && node != PieceTrie.NONE; k++) {
      node = trie.child(node, literal[k]);
      if (node != PieceTrie.NONE) {
        trie.tokensAt(node, tokens::set);
      }
    }
  }

  /** Whether an answer may end here. */
  boolean mayEnd(Reading reading) {
    return switch (reading.kind()) {
      case SPAN ->
          sources.mayEnd(reading.start(), reading.at())
              || (sources.at(reading.at() - 1) == ' '
                  && sources.mayEnd(reading.start(), reading.at() - 1));
      case REFUSAL -> reading.at() == refusal.length;
      case BEFORE, SEPARATOR -> false;
    };
  }

  /** What was said, as far as every word of it is whole; null when none is. */
  @Nullable Said said(Reading reading) {
    if (reading.kind() == Kind.REFUSAL) {
      return reading.at() == refusal.length && rules.refusal() != null
          ? new Said(rules.refusal(), null)
          : null;
    }
    int end = reading.kind() == Kind.SPAN ? sources.lastEnd(reading.start(), reading.at()) : -1;
    Closed last =
        end < 0
            ? reading.closed()
            : new Closed(reading.closed(), reading.start(), end, reading.spansBefore() + 1);
    return last == null ? null : new Said(text(last), last);
  }

  /**
   * Bytes of what was {@link #said}, so that readings of the same tokens compare; 0 for nothing. A
   * refusal counts more than the same words of a source.
   */
  int words(Reading reading) {
    if (reading.kind() == Kind.REFUSAL) {
      return reading.at() == refusal.length ? refusal.length + 2 : 0;
    }
    int words = 0;
    for (Closed each = reading.closed(); each != null; each = each.before()) {
      words += each.end() - each.start() + 1;
    }
    int end = reading.kind() == Kind.SPAN ? sources.lastEnd(reading.start(), reading.at()) : -1;
    return end < 0 ? words : words + end - reading.start() + 1;
  }

  /** All text of a reading, half a word at the end too. */
  String text(Reading reading) {
    String before = text(reading.closed());
    return switch (reading.kind()) {
      case BEFORE -> reading.closed() == null ? "" : before + rules.separator();
      case SPAN -> joined(before, sources.text(reading.start(), reading.at()));
      case SEPARATOR -> before + whole(separator, reading.at());
      case REFUSAL -> whole(refusal, reading.at());
    };
  }

  private static String whole(byte[] literal, int count) {
    int end = count;
    while (end > 0 && end < literal.length && (literal[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(literal, 0, end, StandardCharsets.UTF_8);
  }

  private String text(@Nullable Closed closed) {
    if (closed == null) {
      return "";
    }
    return joined(text(closed.before()), sources.text(closed.start(), closed.end()));
  }

  private String joined(String before, String span) {
    return before.isEmpty() ? span : before + rules.separator() + span;
  }

  List<CopiedSpan> spans(@Nullable Closed last) {
    List<CopiedSpan> spans = new ArrayList<>();
    for (Closed each = last; each != null; each = each.before()) {
      spans.addFirst(sources.span(each.start(), each.end()));
    }
    return spans;
  }

  /** Text and its spans; a refusal has none. */
  record Said(String text, @Nullable Closed last) {}
}
