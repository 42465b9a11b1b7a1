package io.liana.connection;

import io.liana.insight.GroupTalks.Said;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Members and who of them has exchanged anything, without direction, in columns: the partners of
 * member {@code m} stand from {@code start[m]} to before {@code start[m + 1]}.
 *
 * @param members ids, ascending; everybody has a partner
 * @param weight messages between the two, both ways
 */
record Web(long[] members, int[] start, int[] partner, long[] weight) {

  static Web of(List<Said> said) {
    long[] members =
        said.stream()
            .flatMapToLong(one -> LongStream.of(one.from(), one.to()))
            .sorted()
            .distinct()
            .toArray();
    // Every message stands in the list of both; sorting brings the two ways of a pair together.
    long[][] lines = new long[2 * said.size()][];
    for (int i = 0; i < said.size(); i++) {
      Said one = said.get(i);
      long from = Arrays.binarySearch(members, one.from());
      long to = Arrays.binarySearch(members, one.to());
      lines[2 * i] = new long[] {from << 32 | to, one.messages()};
      lines[2 * i + 1] = new long[] {to << 32 | from, one.messages()};
    }
    Arrays.sort(lines, (a, b) -> Long.compare(a[0], b[0]));
    int[] start = new int[members.length + 1];
    int[] partner = new int[lines.length];
    long[] weight = new long[lines.length];
    int pairs = 0;
    long before = -1;
    for (long[] line : lines) {
      if (line[0] != before) {
        before = line[0];
        partner[pairs] = (int) line[0];
        start[(int) (line[0] >>> 32) + 1] = ++pairs;
      }
      weight[pairs - 1] += line[1];
    }
    return new Web(members, start, Arrays.copyOf(partner, pairs), Arrays.copyOf(weight, pairs));
  }

  int size() {
    return members.length;
  }

  /** Pairs that exchanged anything. */
  int pairs() {
    return partner.length / 2;
  }

  int indexOf(long member) {
    return Arrays.binarySearch(members, member);
  }
}
