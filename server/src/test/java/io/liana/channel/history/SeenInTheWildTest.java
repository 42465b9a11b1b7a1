package io.liana.channel.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shapes and wordings of exports that people published; the talk is Riverside's. */
class SeenInTheWildTest {
  @TempDir Path folder;

  private List<String> read(String name, String text) {
    return Reading.of(folder, name, text, Reading.utc()).lines();
  }

  @Test
  void a_thai_calendar_says_so_behind_the_year() {
    assertThat(
            read(
                "_chat.txt",
                """
                [3/18/2565 BE, 14:56:01] Riverside: Messages and calls are end-to-end encrypted. No one outside of this chat can read them.
                [3/27/2565 BE, 21:41:35] Ana: hello
                [3/27/2565 BE, 21:41:55] Ana: image omitted
                [3/27/2565 BE, 21:50:25] Bo: plan.pdf • 2 pages document omitted
                [1/7/2566 BE, 23:32:30] Bo: Your security code with Ana changed. Tap to learn more.
                """))
        .containsExactly(
            "2022-03-27T21:41:35 message Ana: hello",
            "2022-03-27T21:41:55 media Ana",
            "2022-03-27T21:50:25 media Bo",
            "2023-01-07T23:32:30 system -: Your security code with Ana changed. Tap to learn more.");
  }

  @Test
  void an_imperial_calendar_counts_years_of_an_era() {
    assertThat(
            read(
                "_chat.txt",
                """
                [3/18/R4, 14:56:01] Ana: hello
                [3/27/R4, 21:41:55] Ana: 画像は含まれていません
                [1/7/R5, 23:32:30] Ana: このメッセージを削除しました。
                """))
        .containsExactly(
            "2022-03-18T14:56:01 message Ana: hello",
            "2022-03-27T21:41:55 media Ana",
            "2023-01-07T23:32:30 recall Ana");
    assertThat(read("talk.txt", "令和4年3月18日 9:05 - Ana: hello\n令和4年3月27日 21:30 - Bo: hi\n"))
        .containsExactly("2022-03-18T09:05 message Ana: hello", "2022-03-27T21:30 message Bo: hi");
  }

  @Test
  void vietnam_writes_the_time_first_and_france_no_comma() {
    assertThat(
            read(
                "vi.txt",
                """
                [14:56:01, 3/18/22] Riverside: Tin nhắn và cuộc gọi được mã hóa đầu cuối. Những người bên ngoài sẽ không đọc được.
                [21:41:55, 3/27/22] Ana: đã bỏ qua hình ảnh
                [21:50:54, 3/27/22] Ana: Bạn đã xoá tin nhắn này.
                """))
        .containsExactly("2022-03-27T21:41:55 media Ana", "2022-03-27T21:50:54 recall Ana");
    assertThat(
            read(
                "fr.txt",
                """
                [3/18/22 14:56:00] Riverside: Les messages et les appels sont chiffrés de bout en bout. Aucun tiers ne peut les lire.
                [3/27/22 21:41:55] Ana: image absente
                [3/27/22 21:44:16] Ana: vidéo absente
                [3/27/22 21:50:25] Ana: plan.pdf • 2 pages document manquant
                [3/27/22 21:54:45] Bo: Ce message a été supprimé.
                """))
        .containsExactly(
            "2022-03-27T21:41:55 media Ana",
            "2022-03-27T21:44:16 media Ana",
            "2022-03-27T21:50:25 media Ana",
            "2022-03-27T21:54:45 recall Bo");
  }

  @Test
  void a_half_day_may_have_dots_and_blanks_of_any_width() {
    assertThat(
            read(
                "chat.txt",
                """
                24/9/2019, 11:30 p.\u00A0m. - Ana: hello
                25/9/2019, 12:01 a.\u00A0m. - Bo: hi <Se editó este mensaje.>
                25/9/2019, 9:00 a.\u202Fm. - Bo: PTT-20190925-WA0014.opus (archivo adjunto)
                """))
        .containsExactly(
            "2019-09-24T23:30 message Ana: hello",
            "2019-09-25T00:01 message Bo: hi",
            "2019-09-25T09:00 media Bo");
  }

  @Test
  void a_picture_keeps_what_is_written_below_it() {
    assertThat(
            read(
                "chat.txt",
                """
                02.04.25, 15:12 - Ana: <Medien ausgeschlossen>
                4Bit Adierer
                02.04.25, 15:13 - Bo: IMG-20250330-WA0001.jpg (Datei angehängt)
                alles klar
                """))
        .containsExactly(
            "2025-04-02T15:12 media Ana: 4Bit Adierer", "2025-04-02T15:13 media Bo: alles klar");
  }

  @Test
  void a_qq_log_may_have_half_days_and_people_without_a_number() {
    assertThat(
            read(
                "qq.txt",
                """
                消息记录（此消息记录为文本格式，不支持重新导入）

                ================================================================
                消息分组:我的群聊
                ================================================================
                消息对象:Riverside（周三 8pm）
                ================================================================

                2019-09-23 8:43:38 PM Ana-Roll100(87200175)
                1

                2019-09-23 8:49:12 PM 系统消息(1000000)
                Chen加入本群。

                2019-09-24 12:29:35 AM Bo
                no number
                and a second line

                2019-09-24 12:30:00 AM 消此彼长，云过有痕<qq_g@163.com>
                [表情]
                """))
        .containsExactly(
            "2019-09-23T20:43:38 message Ana-Roll100: 1",
            "2019-09-23T20:49:12 join Chen",
            "2019-09-24T00:29:35 message Bo: no number|and a second line",
            "2019-09-24T00:30 media 消此彼长，云过有痕");
  }

  @Test
  void line_on_a_computer_tells_of_members_in_one_column() {
    assertThat(
            read(
                "[LINE] Riverside.txt",
                """
                2025.12.10 Wednesday
                19:28 Ana 7時集合でお願いします。
                19:29 Chenがグループに参加しました。
                19:30 AnaがDevをグループに招待しました。招待中の友だちが参加するまでしばらくお待ちください。
                19:31 AnaがChenをグループから削除しました。
                19:32 Bo スタンプ
                """))
        .containsExactly(
            "2025-12-10T19:28 message Ana: 7時集合でお願いします。",
            "2025-12-10T19:29 join Chen",
            "2025-12-10T19:30 invite Ana > Dev",
            "2025-12-10T19:31 kick Ana > Chen",
            "2025-12-10T19:32 media Bo");
  }

  @Test
  void a_week_day_follows_the_date_without_a_blank() {
    assertThat(
            read(
                "line.txt",
                """
                [LINE] Riverside的聊天记录
                保存日期: 2026/02/01 10:00

                2026/1/30周五
                下午07:04\t\tChen已加入该群
                下午07:05\tAna\t"多行
                消息"
                下午07:06\t\tAna撤回了一条消息
                """))
        .containsExactly(
            "2026-01-30T19:04 join Chen",
            "2026-01-30T19:05 message Ana: 多行|消息",
            "2026-01-30T19:06 recall Ana");
  }

  @Test
  void several_people_are_added_at_once_in_any_language() {
    assertThat(
            read(
                "zh.txt",
                """
                2021/3/15 9:05 - Ana: 早
                2021/3/15 9:06 - Ana添加了小明和小红
                2021/3/15 9:07 - Ana添加了陈和平
                """))
        .endsWith(
            "2021-03-15T09:06 invite Ana > 小明",
            "2021-03-15T09:06 invite Ana > 小红",
            "2021-03-15T09:07 invite Ana > 陈和平");
    assertThat(
            read(
                "ko.txt",
                """
                2021. 3. 15. 오전 9:05 - Ana: 안녕
                2021. 3. 15. 오전 9:06 - Ana님이 Bo님, Chen님을 추가했습니다.
                """))
        .endsWith("2021-03-15T09:06 invite Ana > Bo", "2021-03-15T09:06 invite Ana > Chen");
    assertThat(
            read(
                "de.txt",
                """
                15.03.21, 09:05 - Ana: hallo
                15.03.21, 09:06 - Ana hat Bo, Chen und Dev hinzugefügt
                """))
        .hasSize(4)
        .endsWith("2021-03-15T09:06 invite Ana > Dev");
  }

  @Test
  void the_same_log_reads_alike_in_the_encoding_of_chinese_windows() {
    String log =
        """
        消息记录（此消息记录为文本格式，不支持重新导入）

        2021-03-05 9:05:00 【管理员】小明(10001)
        大家好

        2021-03-05 21:30:00 系统消息(10000)
        小红(10003)加入本群。
        """;
    Path gb = Reading.write(folder, "gb.txt", log.replace("\n", "\r\n"), TextEncoding.GB18030);
    Path utf16 = Reading.write(folder, "utf16.txt", "\uFEFF" + log, StandardCharsets.UTF_16LE);
    assertThat(Reading.of(gb, Reading.utc()).lines())
        .isEqualTo(Reading.of(utf16, Reading.utc()).lines())
        .containsExactly("2021-03-05T09:05 message 【管理员】小明: 大家好", "2021-03-05T21:30 join 小红");
  }
}
