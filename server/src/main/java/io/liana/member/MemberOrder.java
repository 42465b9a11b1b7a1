package io.liana.member;

import io.liana.channel.MessageCount;
import io.liana.kernel.Cursor;
import io.liana.member.MemberListing.InGroup;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In which order the members of a group are listed. */
enum MemberOrder {
  /** The most talkative first. */
  MESSAGES,
  /** Who spoke last first, the silent at the end. */
  LAST_MESSAGE_AT,
  /** The newest first; at the end those who were there before us. */
  JOINED_AT,
  NAME;

  static final List<String> CODES = Arrays.stream(values()).map(MemberOrder::code).toList();

  /** A place in the list, smallest first; the id keeps two equal members apart. */
  record Place(long number, String text, long id) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::number)
            .thenComparing(Place::text)
            .thenComparingLong(Place::id);

    static Place read(Cursor cursor) {
      return new Place(cursor.number(0), cursor.text(1), cursor.number(2));
    }

    String cursor() {
      return Cursor.after(number, text, id);
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  Place place(InGroup member, MessageCount said) {
    long id = member.member().value();
    return switch (this) {
      case MESSAGES -> new Place(-said.messages(), "", id);
      case LAST_MESSAGE_AT -> new Place(latestFirst(said.last()), "", id);
      case JOINED_AT -> new Place(latestFirst(member.joinedAt()), "", id);
      case NAME -> new Place(0, member.name().toLowerCase(Locale.ROOT), id);
    };
  }

  boolean needsMessages() {
    return this == MESSAGES || this == LAST_MESSAGE_AT;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MemberOrder of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  private static long latestFirst(@Nullable Instant at) {
    return at == null ? Long.MAX_VALUE : -at.toEpochMilli();
  }
}
