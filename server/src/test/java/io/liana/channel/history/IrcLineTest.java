package io.liana.channel.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.EventKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IrcLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "10:02 <@ana> bo: hi|message|ana|bo: hi",
        "10:02 <+ana> bo: hi|message|ana|bo: hi",
        "10:02  * bo waves|action|bo|waves",
        "[10:02:03] * bo waves|action|bo|waves",
        "\"2009-01-05 10:01:00\tbo\thello ana\"|message|bo|hello ana",
        "\"2009-01-05 10:02:00\t@ana\tbo: hi\"|message|ana|bo: hi",
        "\"2009-01-05 10:02:00\t+ana\tbo: hi\"|message|ana|bo: hi",
        "\"2009-01-05 10:02:30\t *\tbo waves\"|action|bo|waves",
        "\"2009-01-05 10:02:30\t*\tbo\"|action|bo|\"\"",
      })
  void the_mark_of_a_role_is_no_part_of_a_name_and_a_star_is_an_act(
      String line, String kind, String nick, String text) {
    IrcLine read = IrcLine.of(line.replace("\\t", "\t"));
    assertThat(read.kind()).isEqualTo(EventKind.of(kind));
    assertThat(read.nick()).isEqualTo(nick);
    assertThat(read.text()).isEqualTo(text == null ? "" : text);
  }

  @Test
  void weechat_marks_who_comes_and_goes_with_arrows() {
    IrcLine came = IrcLine.of("2009-01-05 10:00:00\t-->\tana (~ana@host) has joined #tea");
    assertThat(came.kind()).isEqualTo(EventKind.JOIN);
    assertThat(came.nick()).isEqualTo("ana");
    IrcLine went = IrcLine.of("2009-01-05 10:03:00\t<--\tchen (~c@h) has quit (Ping timeout)");
    assertThat(went.kind()).isEqualTo(EventKind.LEAVE);
  }
}
