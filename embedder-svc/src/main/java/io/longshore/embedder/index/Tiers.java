package io.longshore.embedder.index;

import io.longshore.embedder.index.SealRepository.Part;
import io.longshore.embedder.vectors.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which parts of a tenant's vectors become one shard next. Sealed shards are of a tier each, by how
 * often {@value #FAN} times {@code least} passages go into them; {@value #FAN} of a tier become one
 * of the next. So a tenant has a number of shards that grows with the logarithm of its size, and a
 * vector is moved once a tier.
 *
 * @param least recent passages that are sealed
 * @param most passages of a shard: what would be larger is left as it is
 */
record Tiers(int least, int most) {
  static final int FAN = 4;

  /** The parts, which hold {@code most} passages together at most unless one is larger alone. */
  List<Part> next(List<Part> parts) {
    List<Part> recent =
        parts.stream()
            .filter(part -> part.no() == Slice.RECENT && part.passages() >= least)
            .toList();
    return recent.isEmpty() ? merged(parts) : recent;
  }

  private List<Part> merged(List<Part> parts) {
    Map<Integer, List<Part>> tiers =
        parts.stream()
            .filter(part -> part.no() != Slice.RECENT)
            .collect(Collectors.groupingBy(this::tier, TreeMap::new, Collectors.toList()));
    for (List<Part> tier : tiers.values()) {
      List<Part> merged = tier.size() < FAN ? List.of() : fitting(tier);
      if (merged.size() > 1) {
        return merged;
      }
    }
    return List.of();
  }

  private int tier(Part part) {
    int tier = 0;
    for (long passages = part.passages() / FAN; passages >= least; passages /= FAN) {
      tier++;
    }
    return tier;
  }

  /** The smallest ones. */
  private List<Part> fitting(List<Part> tier) {
    List<Part> fitting = new ArrayList<>();
    long passages = 0;
    for (Part part :
        tier.stream().sorted((a, b) -> Long.compare(a.passages(), b.passages())).toList()) {
      passages += part.passages();
      if (passages > most) {
        break;
      }
      fitting.add(part);
    }
    return fitting;
  }
}
