package io.liana.insight;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What members did, each in the order it happened. */
@Component
public class MemberPaths {
  // Sequence and mask come as one number: nothing is fetched but what is sorted by, and the sort
  // carries each row once. With the mask beside it, it takes a fifth longer.
  private static final int MASK_BITS = 20;

  private final FactStore store;
  private final FactFeed feed;

  MemberPaths(FactStore store, FactFeed feed) {
    this.store = store;
    this.feed = feed;
  }

  /** What an event may be asked to be. */
  public enum What {
    JOINED("kind = 'join'"),
    LEFT("kind = 'leave'"),
    SAID("kind in ('message', 'media', 'action')"),
    SENT_MEDIA("kind = 'media'"),
    ASKED("kind = 'message' and question"),
    REACTED("kind = 'reaction'"),
    ANSWERED("source = 'answer'"),
    PAID("source = 'paid'"),
    ANYTHING("true");

    private final String condition;

    What(String condition) {
      this.condition = condition;
    }

    String condition() {
      return condition;
    }

    /** Not in a group: a row of {@code fact_deed}, not of {@code fact_event}. */
    public boolean isDeed() {
      return condition.startsWith("source");
    }
  }

  /**
   * @param atLeast characters of a text; 0 for any
   */
  public record Fits(What what, int atLeast) {
    private String condition() {
      return "(%s%s)"
          .formatted(
              what.condition,
              atLeast > 0 && !what.isDeed() ? " and text_length >= " + atLeast : "");
    }
  }

  /** Hears one event after the other: by group and member, or by member, then by time. */
  public interface Walker {
    /**
     * @param group 0 unless each group stands on its own
     * @param mask bit k is set where the event fits the k-th of what was asked for
     */
    void event(long group, long member, long atMillis, int mask);
  }

  /**
   * Walks through the events of people, not of bots, from {@code from} to before {@code before}.
   * Takes in first what was settled up to now.
   *
   * @param community whose deeds are walked through where some are asked for; they are in no group
   * @param members only these, in the order of their numbers; null for everybody
   * @param fits at most 20
   * @param everything also events that fit nothing
   * @param byGroup each group on its own; otherwise a member is the same in all of them
   */
  public void walk(
      CommunityId community,
      Collection<GroupId> groups,
      long @Nullable [] members,
      List<Fits> fits,
      boolean everything,
      boolean byGroup,
      Instant from,
      Instant before,
      Walker walker) {
    if (groups.isEmpty()) {
      return;
    }
    feed.refresh();
    boolean deeds = !byGroup && fits.stream().anyMatch(one -> one.what().isDeed());
    store.ask(
        facts -> {
          String whom = Sql.of(members, facts);
          String query =
              """
              select member_id, at_ms, seq * %d + mask as step%s
                from (select group_id, member_id, at_ms, seq, %s as mask
                        from fact_event
                       where %s and at_ms >= %d and at_ms < %d and %s and not bot%s) e
               where %s
               order by %s member_id, at_ms, step
              """
                  .formatted(
                      1L << MASK_BITS,
                      byGroup ? ", group_id" : "",
                      mask(fits, false),
                      Sql.of(groups),
                      from.toEpochMilli(),
                      before.toEpochMilli(),
                      whom,
                      deeds ? deeds(community, fits, whom, from, before) : "",
                      everything ? "true" : "mask > 0",
                      byGroup ? "group_id," : "");
          try (var statement = facts.createStatement();
              ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
              walker.event(
                  byGroup ? rows.getLong(4) : 0,
                  rows.getLong(1),
                  rows.getLong(2),
                  (int) rows.getLong(3) & ((1 << MASK_BITS) - 1));
            }
          }
          return true;
        });
  }

  private static String deeds(
      CommunityId community, List<Fits> fits, String whom, Instant from, Instant before) {
    return """

     union all
    select 0, member_id, at_ms, seq, %s
      from fact_deed
     where community_id = %s and at_ms >= %d and at_ms < %d and %s\
    """
        .formatted(mask(fits, true), community, from.toEpochMilli(), before.toEpochMilli(), whom);
  }

  /** Bit k is set where a row fits the k-th. */
  private static String mask(List<Fits> fits, boolean deeds) {
    return IntStream.range(0, fits.size())
        .filter(
            bit -> fits.get(bit).what() == What.ANYTHING || fits.get(bit).what().isDeed() == deeds)
        .mapToObj(
            bit -> "case when %s then %d else 0 end".formatted(fits.get(bit).condition(), 1 << bit))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toList(), all -> all.isEmpty() ? "0" : String.join(" + ", all)));
  }
}
