package io.liana.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.acquisition.Passes.Carried;
import io.liana.acquisition.Passes.Ticket;
import io.liana.kit.RunningLiana;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What visitors carry between a scan and a page. */
class PassesTest {
  private static final Instant NOW = Instant.parse("2026-11-25T03:00:00Z");
  private final Passes passes = RunningLiana.shared().bean(Passes.class);

  @Test
  void a_ticket_says_by_which_code_who_came() {
    String given = passes.ticket(7, "0123abcd", 99, true, NOW);
    assertThat(passes.read(given, NOW.plusSeconds(60)))
        .isEqualTo(
            new Carried.Good(new Ticket(7, "0123abcd", 99, true, NOW.plus(Duration.ofHours(24)))));
    assertThat(passes.read(given, NOW.plus(Duration.ofHours(24)))).isInstanceOf(Carried.Late.class);
  }

  @Test
  void what_was_not_made_here_is_forged_whatever_letter_was_changed() {
    String given = passes.ticket(7, "0123abcd", 99, false, NOW);
    for (int i = 0; i < given.length() - 1; i++) {
      char other = given.charAt(i) == 'A' ? 'B' : 'A';
      String forged = given.substring(0, i) + other + given.substring(i + 1);
      assertThat(passes.read(forged, NOW)).isInstanceOf(Carried.Forged.class);
    }
    String made = Base64.getUrlEncoder().encodeToString("7.0123abcd.99.0.9999999999".getBytes());
    for (String forged : new String[] {"", ".", "a.b", made + ".", made + ".AAAA", "汉.字"}) {
      assertThat(passes.read(forged, NOW)).isInstanceOf(Carried.Forged.class);
    }
    assertThat(passes.read(null, NOW)).isInstanceOf(Carried.Forged.class);
  }

  @Test
  void a_pass_is_its_visitors_alone_lives_ten_minutes_and_is_no_ticket() {
    Ticket ticket = new Ticket(7, "0123abcd", 99, false, NOW);
    String back = passes.back(ticket, NOW);
    assertThat(back).startsWith("/c/0123abcd?pass=");
    String pass = back.replaceFirst(".*=", "");
    assertThat(passes.pass(pass, 99, NOW)).map(Ticket::page).isEqualTo(Optional.of(7L));
    assertThat(passes.pass(pass, 98, NOW)).isEmpty();
    assertThat(passes.pass(pass, 99, NOW.plus(Duration.ofMinutes(10)))).isEmpty();
    assertThat(passes.read(pass, NOW)).isInstanceOf(Carried.Forged.class);
    assertThat(passes.pass(passes.ticket(7, "0123abcd", 99, false, NOW), 99, NOW)).isEmpty();
  }
}
