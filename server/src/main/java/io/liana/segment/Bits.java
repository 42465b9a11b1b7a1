package io.liana.segment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers of members, 32,768 to a block, a bit each: a million members are 125 kB. */
record Bits(Map<Long, BitSet> blocks) {
  static final int BLOCK = 32_768;

  static Bits none() {
    return new Bits(new TreeMap<>());
  }

  static Bits of(Collection<Long> members) {
    Bits bits = none();
    members.forEach(bits::add);
    return bits;
  }

  static long block(long member) {
    return Math.floorDiv(member, BLOCK);
  }

  static int bit(long member) {
    return (int) Math.floorMod(member, (long) BLOCK);
  }

  void add(long member) {
    blocks.computeIfAbsent(block(member), any -> new BitSet()).set(bit(member));
  }

  long size() {
    return blocks.values().stream().mapToLong(BitSet::cardinality).sum();
  }

  /** In their order. */
  long[] all() {
    return blocks.entrySet().stream()
        .flatMapToLong(
            block -> block.getValue().stream().mapToLong(bit -> block.getKey() * BLOCK + bit))
        .toArray();
  }

  /** In their order, from after one on. */
  List<Long> after(long member, int most) {
    List<Long> found = new ArrayList<>();
    blocks.forEach(
        (block, bits) -> {
          if (block < block(member + 1)) {
            return;
          }
          int from = block == block(member + 1) ? bit(member + 1) : 0;
          for (int bit = bits.nextSetBit(from);
              bit >= 0 && found.size() < most;
              bit = bits.nextSetBit(bit + 1)) {
            found.add(block * BLOCK + bit);
          }
        });
    return found;
  }
}
