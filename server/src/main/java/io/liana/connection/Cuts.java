package io.liana.connection;

import java.util.Arrays;

/**
 * Articulation points (Hopcroft and Tarjan 1973): members without whom a part of the group has no
 * way to the rest any more.
 *
 * @param off how many each one's absence would cut off from the largest part that stays together; 0
 *     of everybody else
 */
record Cuts(int[] off) {

  static Cuts in(Web web) {
    int n = web.size();
    Search search = new Search(web);
    int[] off = new int[n];
    for (int m = 0; m < n; m++) {
      if (search.met[m] < 0) {
        search.from(m, off);
      }
    }
    return new Cuts(off);
  }

  /**
   * Depth first, without recursion: a chain of a hundred thousand members is deeper than a stack.
   */
  private static final class Search {
    private final Web web;
    private final int[] met;
    private final int[] low;
    private final int[] parent;
    private final int[] next;
    private final int[] below;
    private final int[] order;
    // Of each member: how many are in parts that hang on nobody else, and in the largest such part.
    private final int[] hanging;
    private final int[] largest;
    private int clock;

    Search(Web web) {
      this.web = web;
      int n = web.size();
      met = new int[n];
      low = new int[n];
      parent = new int[n];
      below = new int[n];
      order = new int[n];
      hanging = new int[n];
      largest = new int[n];
      next = Arrays.copyOf(web.start(), n);
      Arrays.fill(met, -1);
      Arrays.fill(parent, -1);
    }

    void from(int root, int[] off) {
      int began = clock;
      meet(root);
      int member = root;
      while (member >= 0) {
        if (next[member] < web.start()[member + 1]) {
          int partner = web.partner()[next[member]++];
          if (met[partner] < 0) {
            parent[partner] = member;
            meet(partner);
            member = partner;
          } else if (partner != parent[member]) {
            low[member] = Math.min(low[member], met[partner]);
          }
        } else {
          int above = parent[member];
          if (above >= 0) {
            below[above] += below[member];
            low[above] = Math.min(low[above], low[member]);
            if (low[member] >= met[above]) {
              hanging[above] += below[member];
              largest[above] = Math.max(largest[above], below[member]);
            }
          }
          member = above;
        }
      }
      int others = clock - began - 1;
      for (int i = began; i < clock; i++) {
        int one = order[i];
        int rest = others - hanging[one]; // everything that does not hang on them
        off[one] = others - Math.max(rest, largest[one]);
      }
    }

    private void meet(int member) {
      order[clock] = member;
      met[member] = clock;
      low[member] = clock++;
      below[member] = 1;
    }
  }
}
