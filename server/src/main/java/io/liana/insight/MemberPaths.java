package io.liana.insight;

import io.liana.kernel.GroupId;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** What members did, each in the order it happened. */
@Component
public class MemberPaths {
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
    ANYTHING("true");

    private final String condition;

    What(String condition) {
      this.condition = condition;
    }
  }

  /**
   * @param atLeast characters of a text; 0 for any
   */
  public record Fits(What what, int atLeast) {
    private String condition() {
      return "(%s%s)"
          .formatted(what.condition, atLeast > 0 ? " and text_length >= " + atLeast : "");
    }
  }

  /** Hears one event after the other: by group and member, or by member, then by time. */
  public interface Walker {
    /**
     * @param mask bit k is set where the event fits the k-th of what was asked for
     */
    void event(long group, long member, long atMillis, int mask);
  }

  /**
   * Walks through the events of people, not of bots, from {@code from} to before {@code before}.
   * Takes in first what was settled up to now.
   *
   * @param fits at most 31
   * @param everything also events that fit nothing
   * @param byGroup each group on its own; otherwise a member is the same in all of them
   */
  public void walk(
      Collection<GroupId> groups,
      List<Fits> fits,
      boolean everything,
      boolean byGroup,
      Instant from,
      Instant before,
      Walker walker) {
    if (groups.isEmpty()) {
      return;
    }
    feed.catchUp();
    String mask =
        IntStream.range(0, fits.size())
            .mapToObj(
                bit ->
                    "case when %s then %d else 0 end"
                        .formatted(fits.get(bit).condition(), 1 << bit))
            .collect(Collectors.joining(" + "));
    String query =
        """
        select group_id, member_id, at_ms, mask
          from (select group_id, member_id, at_ms, seq, %s as mask
                  from fact_event
                 where group_id in (%s) and at_ms >= ? and at_ms < ? and member_id is not null and not bot) e
         where %s
         order by %s member_id, at_ms, seq
        """
            .formatted(
                mask,
                groups.stream().map(GroupId::toString).collect(Collectors.joining(",")),
                everything ? "true" : "mask > 0",
                byGroup ? "group_id," : "");
    store.read(
        facts -> {
          try (var statement = facts.prepareStatement(query)) {
            statement.setLong(1, from.toEpochMilli());
            statement.setLong(2, before.toEpochMilli());
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                walker.event(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getInt(4));
              }
            }
          }
          return true;
        });
  }
}
