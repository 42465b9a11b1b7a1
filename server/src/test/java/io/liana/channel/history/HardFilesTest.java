package io.liana.channel.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liana.channel.EventKind;
import io.liana.kernel.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as they come: odd encodings, odd names, cut, broken, and made to do harm. */
class HardFilesTest {
  private static final String CHAT =
      """
      13/03/2021, 09:05 - 小明: 你好，今天的活动几点开始？
      13/03/2021, 21:30 - Ana: schön
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "UTF-8, false",
    "UTF-8, true",
    "UTF-16LE, true",
    "UTF-16BE, true",
    "UTF-16LE, false",
    "GB18030, false"
  })
  void any_encoding_and_line_end_is_read(String charset, boolean mark) {
    String text = (mark ? "\uFEFF" : "") + CHAT.replace("\n", "\r\n").replace("schön", "好的");
    Path file = Reading.write(folder, "chat.txt", text, Charset.forName(charset));
    assertThat(Reading.of(file, Reading.utc()).lines())
        .containsExactly(
            "2021-03-13T09:05 message 小明: 你好，今天的活动几点开始？", "2021-03-13T21:30 message Ana: 好的");
  }

  @Test
  void a_name_may_hold_a_colon() {
    var text = new StringBuilder("13/03/2021, 09:05 - Bo: Dr. Li: are you there\n");
    for (int i = 0; i < 6; i++) {
      text.append("13/03/2021, 09:1%d - Dr. Li: Clinic: yes: %d\n".formatted(i, i));
    }
    text.append("13/03/2021, 09:20 - Re:gina: hi\n");
    Reading reading = Reading.of(folder, "chat.txt", text.toString(), Reading.utc());
    assertThat(reading.lines())
        .contains(
            "2021-03-13T09:05 message Bo: Dr. Li: are you there",
            "2021-03-13T09:10 message Dr. Li: Clinic: yes: 0",
            "2021-03-13T09:20 message Re:gina: hi");
    assertThat(reading.summary().members()).isEqualTo(3);
  }

  @Test
  void a_quoted_date_does_not_start_a_message() {
    Reading reading =
        Reading.of(
            folder,
            "chat.txt",
            """
            [13/03/2021, 09:05:00] Ana: the log says
            2021-03-01 10:00:00 error
            14/03/2021, 11:00 - Bo: copied from another phone
            12.03.2021
            [13/03/2021, 09:06:00] Bo: I see
            [14/03/2021, 09:06:00] Bo: and
            """,
            Reading.utc());
    assertThat(reading.lines())
        .hasSize(3)
        .first()
        .asString()
        .endsWith(
            "Ana: the log says|2021-03-01 10:00:00 error|14/03/2021, 11:00 - Bo: copied from another phone|12.03.2021");
  }

  @Test
  void a_line_of_a_quoted_line_message_may_look_like_a_date() {
    Reading reading =
        Reading.of(
            folder,
            "line.txt",
            """
            2021/03/05(金)
            09:05\tAna\t"plans
            2021/03/06(土)
            picnic ""by the river\"""
            2021/03/06(土)
            09:06\tBo\tok
            """,
            Reading.utc());
    assertThat(reading.lines())
        .containsExactly(
            "2021-03-05T09:05 message Ana: plans|2021/03/06(土)|picnic \"by the river\"",
            "2021-03-06T09:06 message Bo: ok");
  }

  @Test
  void split_dates_make_it_ask_and_the_answer_lists_what_does_not_fit() {
    String text =
        """
        13/03/2021, 09:05 - Ana: day first
        03/14/2021, 09:06 - Bo: month first
        15/03/2021, 09:07 - Ana: day first
        """;
    Path file = Reading.write(folder, "chat.txt", text, StandardCharsets.UTF_8);
    assertProblem("date_order_split", () -> Reading.of(file, Reading.utc()));
    Reading answered = Reading.of(file, Reading.utc().ordered(DateOrder.DMY));
    assertThat(answered.events()).hasSize(2);
    assertThat(answered.summary().unreadable())
        .containsExactly(
            new Unreadable(
                "chat.txt", 2, Unreadable.Why.NO_SUCH_TIME, "03/14/2021, 09:06 - Bo: month first"));
  }

  @Test
  void dates_that_can_be_either_make_it_ask() {
    String text = "03/04/2021, 09:05 - Ana: hi\n03/05/2021, 09:05 - Ana: hi\n";
    Path file = Reading.write(folder, "chat.txt", text, StandardCharsets.UTF_8);
    assertProblem("date_order_unclear", () -> Reading.of(file, Reading.utc()));
    assertThat(Reading.of(file, Reading.utc().ordered(DateOrder.MDY)).lines().getLast())
        .startsWith("2021-03-05");
  }

  @Test
  void running_backwards_decides_the_order() {
    String text =
        """
        05/03/2021, 09:05 - Ana: third of May or fifth of March
        06/03/2021, 09:05 - Ana: hi
        01/04/2021, 09:05 - Ana: the fourth of January would be before
        """;
    assertThat(Reading.of(folder, "chat.txt", text, Reading.utc()).summary().dateOrder())
        .isEqualTo(DateOrder.DMY);
  }

  @Test
  void two_formats_in_one_file_make_it_ask() {
    String text =
        "13/03/2021, 09:05 - Ana: hi\n\n2021-03-14 9:05:00 Bo(10001)\nhello\n\n".repeat(3);
    Path file = Reading.write(folder, "chat.txt", text, StandardCharsets.UTF_8);
    assertProblem("format_unclear", () -> Reading.of(file, Reading.utc()));
    assertThat(Reading.of(file, Reading.utc().as(HistoryFormat.QQ)).events()).hasSize(3);
  }

  @Test
  void clocks_set_back_and_forward_are_followed() {
    String text =
        """
        31/10/2021, 02:30 - Ana: first time
        31/10/2021, 02:59 - Ana: still summer
        31/10/2021, 02:05 - Ana: again, in winter
        31/10/2021, 03:00 - Ana: later
        27/03/2022, 02:30 - Ana: there is no such time
        """;
    Reading reading =
        Reading.of(folder, "chat.txt", text, HistoryOptions.in(ZoneId.of("Europe/Berlin")));
    assertThat(reading.events().stream().map(event -> event.at().toString()))
        .containsExactly(
            "2021-10-31T00:30:00Z",
            "2021-10-31T00:59:00Z",
            "2021-10-31T01:05:00Z",
            "2021-10-31T02:00:00Z",
            "2022-03-27T01:30:00Z");
  }

  @Test
  void a_stamp_cut_at_the_end_of_the_file_is_shown() {
    Reading reading = Reading.of(folder, "chat.txt", CHAT + "14/03/2021, 09:", Reading.utc());
    assertThat(reading.events()).hasSize(2);
    assertThat(reading.summary().unreadable())
        .extracting(Unreadable::why)
        .containsExactly(Unreadable.Why.CUT);
    assertThat(reading.summary().unreadable().getFirst().line()).isEqualTo(3);
  }

  @Test
  void a_file_cut_within_a_character_is_refused() throws IOException {
    byte[] whole = CHAT.getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("chat.txt"), java.util.Arrays.copyOf(whole, 30));
    assertProblem("file_cut", () -> Reading.of(file, Reading.utc()));
  }

  @Test
  void cut_json_and_cut_archives_are_refused() throws IOException {
    String telegram =
        """
        {"name": "Riverside", "type": "public_supergroup", "messages": [
          {"id": 1, "type": "message", "date_unixtime": "1544006350", "from": "Ana", "from_id": "user1", "text": "hi"},
          {"id": 2, "type": "mess""";
    Path json = Reading.write(folder, "result.json", telegram, StandardCharsets.UTF_8);
    assertProblem("file_cut", () -> Reading.of(json, Reading.utc()));
    Path gz = Files.write(folder.resolve("chat.txt.gz"), half(gzip(CHAT.repeat(500))));
    assertProblem("archive_damaged", () -> Reading.of(gz, Reading.utc()));
    Path zip =
        Files.write(
            folder.resolve("chat.zip"),
            half(zip("chat.txt", CHAT.getBytes(StandardCharsets.UTF_8))));
    assertProblem("archive_damaged", () -> Reading.of(zip, Reading.utc()));
  }

  @Test
  void a_binary_is_refused_by_name_and_passed_over_in_an_archive() throws IOException {
    byte[] noise = new byte[5_000];
    new Random(1).nextBytes(noise);
    Path file = Files.write(folder.resolve("photo.jpg"), noise);
    assertProblem("file_binary", () -> Reading.of(file, Reading.utc()));
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("_chat.txt"));
      zip.write(CHAT.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("photo.jpg"));
      zip.write(noise);
    }
    Reading reading =
        Reading.of(Files.write(folder.resolve("chat.zip"), bytes.toByteArray()), Reading.utc());
    assertThat(reading.events()).hasSize(2);
    assertThat(reading.summary().skipped()).containsExactly("photo.jpg");
  }

  @Test
  void json_nested_without_end_is_refused() {
    String deep = "{\"messages\":" + "[".repeat(100_000);
    Path file = Reading.write(folder, "result.json", deep, StandardCharsets.UTF_8);
    assertProblem("json_extreme", () -> Reading.of(file, Reading.utc()));
    Path told = Reading.write(folder, "again.json", deep, StandardCharsets.UTF_8);
    assertProblem("json_extreme", () -> Reading.of(told, Reading.utc().as(HistoryFormat.TELEGRAM)));
  }

  @Test
  void a_document_in_one_long_line_is_read_and_an_endless_text_in_it_is_not() {
    String message =
        "{\"id\":%d,\"type\":\"message\",\"date_unixtime\":\"1544006350\",\"from\":\"Ana\",\"from_id\":\"user1\",\"text\":\"%s\"}";
    var document =
        new StringBuilder("{\"name\":\"Riverside\",\"type\":\"private_group\",\"messages\":[");
    for (int i = 1; i <= 15_000; i++) {
      document.append(i == 1 ? "" : ",").append(message.formatted(i, "hello"));
    }
    Path file = Reading.write(folder, "result.json", document + "]}", StandardCharsets.UTF_8);
    assertThat(Reading.of(file, Reading.utc()).events()).hasSize(15_000);
    String endless = "{\"messages\":[" + message.formatted(1, "a".repeat(5 << 20)) + "]}";
    Path other = Reading.write(folder, "other.json", endless, StandardCharsets.UTF_8);
    assertProblem("json_extreme", () -> Reading.of(other, Reading.utc()));
  }

  @Test
  void an_endless_line_and_a_bomb_are_refused() throws IOException {
    Path line = folder.resolve("line.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(line))) {
      byte[] block = "a".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
      out.write(CHAT.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 512; i++) {
        out.write(block);
      }
    }
    assertProblem("line_too_long", () -> Reading.of(line, Reading.utc()));
    Path bomb = folder.resolve("bomb.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      byte[] block =
          "13/03/2021, 09:05 - Ana: hi\n".repeat(4_000).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 700; i++) {
        out.write(block);
      }
    }
    assertProblem("archive_bomb", () -> Reading.of(bomb, Reading.utc()));
  }

  @Test
  void a_bomb_of_many_small_parts_is_refused_before_it_is_read() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      byte[] block = new byte[1 << 20];
      for (int part = 0; part < 4; part++) {
        zip.putNextEntry(new ZipEntry("part" + part + ".txt"));
        for (int i = 0; i < 20; i++) {
          zip.write(block);
        }
      }
    }
    Path bomb = Files.write(folder.resolve("bomb.zip"), bytes.toByteArray());
    assertProblem("archive_bomb", () -> Reading.of(bomb, Reading.utc()));
  }

  @Test
  void an_archive_in_an_archive_is_passed_over_and_names_lead_nowhere() throws IOException {
    byte[] chat = CHAT.getBytes(StandardCharsets.UTF_8);
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("../etc/_chat.txt"));
      zip.write(chat);
      zip.putNextEntry(new ZipEntry("inner.zip"));
      zip.write(zip("_chat.txt", chat));
    }
    Reading reading =
        Reading.of(Files.write(folder.resolve("chat.zip"), bytes.toByteArray()), Reading.utc());
    assertThat(reading.events()).hasSize(2);
    assertThat(reading.summary().skipped()).containsExactly("inner.zip");
    Path nested = Files.write(folder.resolve("outer.zip"), zip("inner.zip", zip("c.txt", chat)));
    assertProblem("file_binary", () -> Reading.of(nested, Reading.utc()));
  }

  @Test
  void a_file_that_grows_while_it_is_read_ends_where_it_ended_at_first() throws IOException {
    Path file = Reading.write(folder, "chat.txt", CHAT, StandardCharsets.UTF_8);
    var events = new java.util.ArrayList<HistoryEvent>();
    try (var history = History.open(java.util.List.of(file), Reading.utc())) {
      Files.writeString(
          file, "14/03/2021, 09:00 - Bo: too late\n", java.nio.file.StandardOpenOption.APPEND);
      history.read(events::add);
    }
    assertThat(events).hasSize(2);
    assertThat(Reading.of(file, Reading.utc()).events()).hasSize(3);
  }

  @Test
  void several_chats_in_one_export_make_it_ask() {
    String account =
        """
        {"chats": {"list": [
          {"name": "Riverside", "messages": [{"id": 1, "type": "message", "date_unixtime": "1544006350", "from": "Ana", "from_id": "user1", "text": "here"}]},
          {"name": "Family", "messages": [{"id": 1, "type": "message", "date_unixtime": "1544006350", "from": "Mum", "from_id": "user2", "text": "there"}]}
        ]}}
        """;
    Path file = Reading.write(folder, "result.json", account, StandardCharsets.UTF_8);
    assertProblem("several_chats", () -> Reading.of(file, Reading.utc()));
    assertThat(Reading.of(file, Reading.utc().only("Riverside")).lines())
        .containsExactly("2018-12-05T10:39:10 message Ana: here");
  }

  @Test
  void irc_of_the_other_shape_is_read_with_its_day_from_the_path() {
    Reading.write(
        folder,
        "logs/2019/2019-03-07",
        """
        [23:58] *** jdv joined
        [23:58] <jdv> ana: evening
        [23:59] * Ana waves
        [23:59] *** jdv left
        [00:01] *** Ana is now known as Ana_
        [00:02] *** Ana_ set the topic to picnic
        [00:03] <Ana_> *** jdv joined
        nonsense
        """,
        StandardCharsets.UTF_8);
    Reading reading = Reading.of(folder.resolve("logs"), Reading.utc());
    assertThat(reading.lines())
        .containsExactly(
            "2019-03-07T23:58 join jdv",
            "2019-03-07T23:58 message jdv: ana: evening",
            "2019-03-07T23:59 action Ana: waves",
            "2019-03-07T23:59 leave jdv",
            "2019-03-08T00:01 rename Ana > Ana_",
            "2019-03-08T00:02 topic Ana_: picnic",
            "2019-03-08T00:03 message Ana_: *** jdv joined");
    assertThat(reading.summary().unreadable()).extracting(Unreadable::line).containsExactly(8L);
    assertThat(reading.summary().members()).isEqualTo(2);
  }

  @Test
  void an_old_log_of_a_twelve_hour_clock_finds_its_day_by_the_hour_in_its_name() {
    Reading.write(
        folder,
        "2005-08-08_01.raw.txt",
        """
        [11:50] <ana> before midnight
        === ana has left the building
        === bo [~bo@example.org]  has left #river ["bye"]
        [12:10] <ana> after midnight
        [01:03] <ana> one
        """,
        StandardCharsets.UTF_8);
    Reading reading = Reading.of(folder.resolve("2005-08-08_01.raw.txt"), Reading.utc());
    assertThat(reading.lines())
        .containsExactly(
            "2005-08-07T23:50 message ana: before midnight",
            "2005-08-07T23:50 action ana: has left the building",
            "2005-08-07T23:50 leave bo",
            "2005-08-08T00:10 message ana: after midnight",
            "2005-08-08T01:03 message ana: one");
  }

  @Test
  void a_table_keeps_quoted_cells_and_lists_rows_that_do_not_fit() {
    Reading reading =
        Reading.of(
            folder,
            "chat.csv",
            """
            Time;User;Message
            13/03/2021 09:05;Ana;"one; two
            ""three""\"
            13/03/2021 09:06;Bo
            13/03/2021 09:07;Bo;ok
            """,
            Reading.utc());
    assertThat(reading.lines())
        .containsExactly(
            "2021-03-13T09:05 message Ana: one; two|\"three\"", "2021-03-13T09:07 message Bo: ok");
    assertThat(reading.summary().unreadable()).extracting(Unreadable::line).containsExactly(4L);
  }

  @Test
  void a_bot_and_a_reply_of_discord_are_told() {
    Reading reading =
        Reading.of(
            folder,
            "discord.json",
            """
            {"guild": {"id": "1"}, "channel": {"id": "2"}, "messages": [
              {"id": "10", "type": "Default", "timestamp": "2021-03-05T09:05:00.25+08:00", "content": "help?", "author": {"id": "7", "name": "ana", "nickname": "Ana"}, "mentions": []},
              {"id": "11", "type": "Reply", "timestamp": "2021-03-05T09:06:00+08:00", "content": "read the FAQ", "author": {"id": "8", "name": "faq", "isBot": true}, "mentions": [{"id": "7", "name": "ana"}], "reference": {"messageId": "10"}},
              {"id": "12", "type": "RecipientRemove", "timestamp": "2021-03-05T09:07:00+08:00", "content": "", "author": {"id": "7", "name": "ana"}, "mentions": [{"id": "9", "name": "chen"}]}
            ]}
            """,
            Reading.utc());
    HistoryEvent reply = reading.events().get(1);
    assertThat(reply.bot()).isTrue();
    assertThat(reply.replyTo()).isEqualTo("10");
    assertThat(reply.mentions()).containsExactly(new HistoryPerson("ana", "7"));
    assertThat(reading.events().get(2).kind()).isEqualTo(EventKind.KICK);
  }

  private static void assertProblem(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(reading)
        .satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
  }

  private static byte[] half(byte[] bytes) {
    return java.util.Arrays.copyOf(bytes, bytes.length / 2);
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry(name));
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
