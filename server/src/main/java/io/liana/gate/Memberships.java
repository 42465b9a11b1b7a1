package io.liana.gate;

import io.liana.channel.account.SecretBox;
import io.liana.kernel.Given;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Codes that open a gate for who was given one. They are told once, when they are made; kept are
 * keyed hashes.
 */
@Component
class Memberships {
  static final int MOST_AT_ONCE = 1_000;
  static final int MOST_USES = 100_000;
  private static final int LETTERS = 10;
  // Crockford's: nothing that can be mistaken for something else; 50 bits.
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final SecretBox secrets;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final SecureRandom chance = new SecureRandom();

  Memberships(SecretBox secrets, JdbcClient jdbc, Clock clock) {
    this.secrets = secrets;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Codes made together. */
  record Batch(String gate, String label, int codes, long uses, long used, Instant madeAt) {}

  /**
   * @param most how often each may be used
   * @return the codes; nobody can read them again
   */
  @Transactional
  List<String> make(Page page, String gate, String label, int count, int most) {
    if (count < 1 || count > MOST_AT_ONCE) {
      throw Given.wrong("count", "must be 1 to 1,000 at a time");
    }
    if (most < 1 || most > MOST_USES) {
      throw Given.wrong("uses", "must be 1 to 100,000");
    }
    Instant now = clock.instant();
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String code = random();
      codes.add(code.substring(0, 5) + "-" + code.substring(5));
      jdbc.sql(
              """
              insert into gate_membership (page_id, gate, hash, label, most, created_at)
              values (:page, :gate, :hash, :label, :most, :now)
              """)
          .param("page", page.id())
          .param("gate", gate)
          .param("hash", hash(secrets, code))
          .param("label", label)
          .param("most", most)
          .param("now", PageStore.time(now))
          .update();
    }
    return codes;
  }

  List<Batch> of(long page) {
    return jdbc.sql(
            """
            select gate, label, created_at, count(*), sum(most), sum(used)
              from gate_membership where page_id = :page
             group by gate, label, created_at order by created_at desc
            """)
        .param("page", page)
        .query(
            (row, n) ->
                new Batch(
                    row.getString(1),
                    row.getString(2),
                    row.getInt(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getObject(3, OffsetDateTime.class).toInstant()))
        .list();
  }

  private String random() {
    var code = new StringBuilder();
    for (int i = 0; i < LETTERS; i++) {
      code.append(ALPHABET.charAt(chance.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** As people type it: with or without the line, in either case, O for 0. */
  static byte[] hash(SecretBox secrets, @Nullable String given) {
    String plain =
        (given == null ? "" : given)
            .toUpperCase(Locale.ROOT)
            .replaceAll("[^0-9A-Z]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    return secrets.fingerprint(plain, "gate membership");
  }
}
