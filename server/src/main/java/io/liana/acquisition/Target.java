package io.liana.acquisition;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a scan is led. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Target.Pool.class, name = "pool"),
  @JsonSubTypes.Type(value = Target.Code.class, name = "code"),
  @JsonSubTypes.Type(value = Target.Page.class, name = "page"),
  @JsonSubTypes.Type(value = Target.Link.class, name = "link"),
  @JsonSubTypes.Type(value = Target.Words.class, name = "words")
})
sealed interface Target {

  /** Where a visit may end; nothing stands before it. */
  sealed interface Goal extends Target {}

  /** What always works: it asks for no seat and leads to no other code. */
  sealed interface Last extends Goal {}

  /** Places with seats, of which one is chosen. */
  record Pool(Strategy strategy, List<Door> doors) implements Goal {
    public Pool {
      Objects.requireNonNull(strategy, "strategy is missing");
      doors = List.copyOf(Objects.requireNonNull(doors, "doors are missing"));
    }

    /** Without the doors whose address leads nowhere any more, or not yet. */
    Pool at(Instant now) {
      return doors.stream().allMatch(door -> door.leads(now))
          ? this
          : new Pool(strategy, doors.stream().filter(door -> door.leads(now)).toList());
    }
  }

  /**
   * To another code's plan, e.g. one that many plans share.
   *
   * @param slug of that code
   */
  record Code(String slug) implements Target {}

  /**
   * To a member page with gates first, and on to {@code then} for who has passed them.
   *
   * @param page of module {@code gate}
   */
  record Page(@JsonFormat(shape = JsonFormat.Shape.STRING) long page, Goal then) implements Target {
    public Page {
      Objects.requireNonNull(then, "then is missing");
    }
  }

  /** To an address outside: a staff account, a page. */
  record Link(String url) implements Last {}

  /** To a page of ours that says something. */
  record Words(String title, String text) implements Last {}

  enum Strategy {
    /** The first that has room. */
    FILL_FIRST,
    /** The one that was chosen least often. */
    ROUND_ROBIN,
    /** The one furthest behind its weight. */
    WEIGHTED,
    /** The one with the largest share of its seats free. */
    LEAST_FULL
  }

  enum Show {
    /** The browser is sent on to {@code url}. */
    REDIRECT,
    /** A page shows {@code url} as a QR code: WeChat opens groups by a long press only. */
    QR,
    /** A page shows the picture at {@code url}: the code as the platform drew it. */
    PICTURE
  }

  /**
   * The way into one group, or to one member of staff.
   *
   * @param key names it within its plan for as long as the plan lives; seats are counted by it
   * @param group our group it leads to, where it is one
   * @param via what the platform says of who comes in by it, where that is not {@code url}: the
   *     state of a way, a scene
   * @param seats how many may come in by it; null for as many as like
   * @param weight its share under {@link Strategy#WEIGHTED}
   * @param wecom WeCom makes the code into {@code group}; until then {@code url} serves, if there
   *     is one
   * @param expiresAt when {@code url} ends to work; null for never
   */
  record Door(
      String key,
      String name,
      @Nullable String group,
      String url,
      Show show,
      @Nullable Integer seats,
      int weight,
      @Nullable Boolean wecom,
      @Nullable Instant expiresAt,
      @Nullable String via) {
    public Door {
      Objects.requireNonNull(key, "key is missing");
      Objects.requireNonNull(show, "show is missing");
    }

    boolean leads(Instant now) {
      return !url.isEmpty() && (expiresAt == null || now.isBefore(expiresAt));
    }

    boolean byWeCom() {
      return Boolean.TRUE.equals(wecom);
    }

    /** As it stands since the platform told its code, which does not expire. */
    Door with(String picture) {
      return new Door(key, name, group, picture, Show.PICTURE, seats, weight, wecom, null, via);
    }

    @Nullable Long groupId() {
      return group == null ? null : Long.valueOf(group);
    }
  }
}
