package io.longshore.modelserver.generation;

import io.longshore.modelserver.engine.Engine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has which sequence of the engine, and what stands in it. The keys of an ended sequence stay
 * for prompts that begin alike until their cells are needed; the longest unused go first.
 */
final class KeptKeys {
  private final Engine engine;
  private final int cells;
  private final @Nullable Lease[] leases;
  private final Deque<Integer> spare = new ArrayDeque<>();
  private long clock;

  /** A sequence with its tokens; not to be used after {@link KeptKeys#end}. */
  static final class Lease {
    final int sequence;

    /** Tokens of the prompt whose keys were there. */
    final int cached;

    /** Cells that were promised and aren't taken yet. */
    private int promised;

    private final List<Integer> branches = new ArrayList<>();
    private int[] tokens;
    private int length;
    private boolean running = true;
    private long used;

    private Lease(int sequence, int[] tokens, int cached, int promised) {
      this.sequence = sequence;
      this.tokens = tokens;
      this.cached = cached;
      this.length = cached;
      this.promised = promised;
    }

    /** Tokens whose keys are in the engine. */
    int length() {
      return length;
    }

    private int common(int[] prompt) {
      int most = Math.min(length, prompt.length);
      int different = Arrays.mismatch(tokens, 0, most, prompt, 0, most);
      return different < 0 ? most : different;
    }
  }

  /**
   * @param sequences that are leased; the engine's others are for branches
   */
  KeptKeys(Engine engine, int sequences) {
    this.engine = engine;
    cells = engine.capabilities().context();
    leases = new Lease[sequences];
    for (int branch = sequences; branch < engine.capabilities().sequences(); branch++) {
      spare.add(branch);
    }
  }

  int cells() {
    return cells;
  }

  /**
   * A sequence in which as much of the prompt as possible stands already, all but its last token at
   * most; empty when the cells are promised to those that run.
   *
   * @param ahead tokens that will be added behind the prompt
   */
  Optional<Lease> begin(int[] prompt, int ahead) {
    Lease like = null;
    int common = 0;
    for (Lease lease : leases) {
      int same = lease == null ? 0 : Math.min(lease.common(prompt), prompt.length - 1);
      boolean better = same > common;
      // of equals one that has ended: it may be taken over
      if (better || (same == common && same > 0 && like != null && like.running)) {
        like = lease;
        common = same;
      }
    }
    int needed = prompt.length + ahead - common;
    if (room() + forgettable() < needed) {
      return Optional.empty();
    }
    Lease kept = like != null && !like.running ? like : null;
    if (!forgetUntil(needed, like)) {
      if (kept == null) {
        return Optional.empty();
      }
      trim(kept, common);
      if (room() < needed) { // what stands there isn't worth more than the request
        forget(kept);
        return begin(prompt, ahead);
      }
    }
    int place = kept != null && kept.length == common ? kept.sequence : place(like);
    if (place < 0 && kept != null) {
      trim(kept, common);
      place = kept.sequence;
    }
    if (place < 0) {
      return Optional.empty();
    }
    if (like != null && place != like.sequence) {
      engine.copy(like.sequence, place, 0, common);
    }
    var lease = new Lease(place, Arrays.copyOf(prompt, prompt.length + ahead), common, needed);
    leases[place] = lease;
    return Optional.of(lease);
  }

  private void trim(Lease lease, int length) {
    engine.remove(lease.sequence, length, -1);
    lease.length = length;
  }

  /** An empty sequence, else that of the longest unused; -1 when all run. */
  private int place(@Nullable Lease but) {
    for (int sequence = 0; sequence < leases.length; sequence++) {
      if (leases[sequence] == null) {
        return sequence;
      }
    }
    Lease oldest = oldest(but);
    if (oldest != null) {
      forget(oldest);
      return oldest.sequence;
    }
    return -1;
  }

  private @Nullable Lease oldest(@Nullable Lease but) {
    Lease oldest = null;
    for (Lease lease : leases) {
      if (lease != null
          && lease != but
          && !lease.running
          && (oldest == null || lease.used < oldest.used)) {
        oldest = lease;
      }
    }
    return oldest;
  }

  private boolean forgetUntil(int needed, @Nullable Lease but) {
    while (room() < needed) {
      Lease oldest = oldest(but);
      if (oldest == null) {
        return false;
      }
      forget(oldest);
    }
    return true;
  }

  /** At most so many cells are free when everything that has ended is forgotten. */
  private int forgettable() {
    return keptLengths().stream().mapToInt(Integer::intValue).sum();
  }

  /** Cells that are free and promised to nobody. */
  private int room() {
    int promised = 0;
    for (Lease lease : leases) {
      promised += lease == null || !lease.running ? 0 : lease.promised;
    }
    return engine.free() - promised;
  }

  /** Says that the tokens behind {@link Lease#length} were decoded. */
  void decoded(Lease lease, int[] from, int first, int count) {
    if (lease.length + count > lease.tokens.length) {
      lease.tokens = Arrays.copyOf(lease.tokens, 2 * (lease.length + count));
    }
    System.arraycopy(from, first, lease.tokens, lease.length, count);
    lease.length += count;
    lease.promised = Math.max(0, lease.promised - count);
  }

  /** Forgets the tokens from a length on; their cells are the lease's to take again. */
  void shorten(Lease lease, int length) {
    engine.remove(lease.sequence, length, -1);
    lease.promised += lease.length - length;
    lease.length = length;
  }

  /**
   * A further sequence that begins as the lease's does, until {@link #prune}; empty when all are
   * lent. What is decoded there takes cells that were promised to the lease.
   */
  Optional<Integer> branch(Lease lease, int length) {
    if (spare.isEmpty()) {
      return Optional.empty();
    }
    int branch = spare.remove();
    engine.copy(lease.sequence, branch, 0, length);
    lease.branches.add(branch);
    return Optional.of(branch);
  }

  /** Forgets the branches of a lease. */
  void prune(Lease lease) {
    lease.branches.forEach(branch -> engine.remove(branch, 0, -1));
    spare.addAll(lease.branches);
    lease.branches.clear();
  }

  /** Nothing is added any more; the keys stay as long as there is room. */
  void end(Lease lease) {
    prune(lease);
    lease.running = false;
    lease.promised = 0;
    lease.used = ++clock;
    // a decode that was stopped leaves nothing of a model that can't forget a part
    if (lease.length == 0 || engine.length(lease.sequence) != lease.length) {
      forget(lease);
    }
  }

  /** The keys can't be relied on. */
  void forget(Lease lease) {
    prune(lease);
    engine.remove(lease.sequence, 0, -1);
    leases[lease.sequence] = null;
  }

  /** Tokens of the sequences that have ended. */
  List<Integer> keptLengths() {
    List<Integer> kept = new ArrayList<>();
    for (Lease lease : leases) {
      if (lease != null && !lease.running) {
        kept.add(lease.length);
      }
    }
    return kept;
  }
}
