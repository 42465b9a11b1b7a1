package io.liana.acquisition;

import io.liana.channel.account.SecretBox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What visitors carry from a scan to a page and back: a ticket that says by which code they came,
 * and a pass that says whose gates they passed. Signed under the key of the data folder, which all
 * nodes share; checked without the database.
 */
@Component
public class Passes {
  /** The parameter a page is opened with. */
  public static final String TICKET = "t";

  static final String PASS = "pass";

  // A form may be filled in over a day; the code renews the ticket.
  private static final Duration TICKET_LIVES = Duration.ofHours(24);
  // As long as a seat is held: who waits longer is let in again by the page, which remembers them.
  private static final Duration PASS_LIVES = Duration.ofMinutes(10);
  private static final int LONGEST = 300;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final SecretBox secrets;

  Passes(SecretBox secrets) {
    this.secrets = secrets;
  }

  /**
   * @param code its name in the address
   * @param visitor the number in the cookie
   * @param returning had been here before when they scanned
   */
  public record Ticket(long page, String code, long visitor, boolean returning, Instant until) {}

  /** What an address carries, if it was made here. */
  public sealed interface Carried {
    record Good(Ticket ticket) implements Carried {}

    /** Made here, too long ago. */
    record Late(Ticket ticket) implements Carried {}

    record Forged() implements Carried {}
  }

  /** The address of a page, for this visitor alone. */
  String pageFor(long page, String code, long visitor, boolean returning, Instant now) {
    return "/p/" + page + "?" + TICKET + "=" + ticket(page, code, visitor, returning, now);
  }

  public String ticket(long page, String code, long visitor, boolean returning, Instant now) {
    return sign("ticket", new Ticket(page, code, visitor, returning, now.plus(TICKET_LIVES)));
  }

  public Carried read(@Nullable String ticket, Instant now) {
    return open("ticket", ticket, now);
  }

  /** Where who passed the gates goes: back to the code, and on to a seat. */
  public String back(Ticket ticket, Instant now) {
    Ticket pass =
        new Ticket(
            ticket.page(),
            ticket.code(),
            ticket.visitor(),
            ticket.returning(),
            now.plus(PASS_LIVES));
    return "/c/" + ticket.code() + "?" + PASS + "=" + sign(PASS, pass);
  }

  Optional<Ticket> pass(String given, long visitor, Instant now) {
    return open(PASS, given, now) instanceof Carried.Good(Ticket ticket)
            && ticket.visitor() == visitor
        ? Optional.of(ticket)
        : Optional.empty();
  }

  private String sign(String kind, Ticket ticket) {
    String text =
        "%d.%s.%d.%d.%d"
            .formatted(
                ticket.page(),
                ticket.code(),
                ticket.visitor(),
                ticket.returning() ? 1 : 0,
                ticket.until().getEpochSecond());
    String encoded = TEXT.encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    return encoded + "." + TEXT.encodeToString(seal(kind, encoded));
  }

  private Carried open(String kind, @Nullable String given, Instant now) {
    if (given == null || given.length() > LONGEST) {
      return new Carried.Forged();
    }
    int dot = given.indexOf('.');
    try {
      String encoded = given.substring(0, Math.max(0, dot));
      byte[] seal = Base64.getUrlDecoder().decode(given.substring(dot + 1));
      if (!MessageDigest.isEqual(seal, seal(kind, encoded))) {
        return new Carried.Forged();
      }
      byte[] text = Base64.getUrlDecoder().decode(encoded);
      Ticket ticket = parse(new String(text, StandardCharsets.US_ASCII));
      return now.isBefore(ticket.until()) ? new Carried.Good(ticket) : new Carried.Late(ticket);
    } catch (IllegalArgumentException e) {
      return new Carried.Forged();
    }
  }

  /** Only of what carries our seal. */
  private static Ticket parse(String text) {
    String[] parts = text.split("\\.", -1);
    return new Ticket(
        Long.parseLong(parts[0]),
        parts[1],
        Long.parseLong(parts[2]),
        parts[3].equals("1"),
        Instant.ofEpochSecond(Long.parseLong(parts[4])));
  }

  private byte[] seal(String kind, String text) {
    return secrets.fingerprint(text, "acquisition " + kind);
  }
}
