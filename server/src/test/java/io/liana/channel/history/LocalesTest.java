package io.liana.channel.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same little scene in Riverside as phones of many countries export it. */
class LocalesTest {
  @TempDir Path folder;

  private static Arguments whatsapp(String phone, String text) {
    return Arguments.of(phone, text);
  }

  /**
   * Everywhere: 2021-03-05 Ana writes "hello" at 09:05, Bo "good evening" at 21:30 on two lines,
   * Chen joins at 21:31, Ana adds Dev at 21:32, Chen sends a picture at 21:33 and takes a message
   * back at 21:34, Dev leaves on the 25th at 00:10.
   */
  static Stream<Arguments> phones() {
    return Stream.of(
        whatsapp(
            "Android, German",
            """
            05.03.21, 09:05 - Ana: hello
            05.03.21, 21:30 - Bo: good
            evening
            05.03.21, 21:31 - Chen ist der Gruppe mit dem Einladungslink beigetreten
            05.03.21, 21:32 - Ana hat Dev hinzugefügt
            05.03.21, 21:33 - Chen: <Medien ausgeschlossen>
            05.03.21, 21:34 - Chen: Diese Nachricht wurde gelöscht
            25.03.21, 00:10 - Dev hat die Gruppe verlassen
            """),
        whatsapp(
            "iPhone, German",
            """
            [05.03.21, 08:00:00] Riverside: \u200ENachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand kann mithören.
            [05.03.21, 09:05:00] Ana: hello
            [05.03.21, 21:30:00] Bo: good
            evening
            [05.03.21, 21:31:00] Chen: \u200EChen ist über einen Einladungslink beigetreten
            [05.03.21, 21:32:00] Ana: \u200EAna hat Dev hinzugefügt
            \u200E[05.03.21, 21:33:00] Chen: \u200EBild weggelassen
            [05.03.21, 21:34:00] Chen: \u200EDiese Nachricht wurde gelöscht.
            [25.03.21, 00:10:00] Dev: \u200EDev hat die Gruppe verlassen
            """),
        whatsapp(
            "iPhone, US, narrow blank",
            """
            [3/5/21, 9:05:00\u202FAM] Ana: hello
            [3/5/21, 9:30:00\u202FPM] Bo: good
            evening
            [3/5/21, 9:31:00\u202FPM] Chen: \u200EChen joined using this group's invite link
            [3/5/21, 9:32:00\u202FPM] Ana: \u200EAna added Dev
            \u200E[3/5/21, 9:33:00\u202FPM] Chen: \u200Eimage omitted
            [3/5/21, 9:34:00\u202FPM] Chen: \u200EThis message was deleted.
            [3/25/21, 12:10:00\u202FAM] Dev: \u200EDev left
            """),
        whatsapp(
            "Android, Spanish, 12 hours",
            """
            5/3/21 9:05 a. m. - Ana: hello
            5/3/21 9:30 p. m. - Bo: good
            evening
            5/3/21 9:31 p. m. - Chen se unió usando el enlace de invitación de este grupo
            5/3/21 9:32 p. m. - Ana añadió a Dev
            5/3/21 9:33 p. m. - Chen: <Multimedia omitido>
            5/3/21 9:34 p. m. - Chen: Se eliminó este mensaje
            25/3/21 12:10 a. m. - Dev salió del grupo
            """),
        whatsapp(
            "Android, French",
            """
            05/03/2021 à 09:05 - Ana: hello
            05/03/2021 à 21:30 - Bo: good
            evening
            05/03/2021 à 21:31 - Chen a rejoint le groupe via le lien d’invitation de celui-ci
            05/03/2021 à 21:32 - Ana a ajouté Dev
            05/03/2021 à 21:33 - Chen: <Médias omis>
            05/03/2021 à 21:34 - Chen: Ce message a été supprimé
            25/03/2021 à 00:10 - Dev a quitté le groupe
            """),
        whatsapp(
            "Android, Portuguese",
            """
            05/03/2021 09:05 - Ana: hello
            05/03/2021 21:30 - Bo: good
            evening
            05/03/2021 21:31 - Chen entrou usando o link de convite deste grupo
            05/03/2021 21:32 - Ana adicionou Dev
            05/03/2021 21:33 - Chen: <Mídia oculta>
            05/03/2021 21:34 - Chen: Mensagem apagada
            25/03/2021 00:10 - Dev saiu
            """),
        whatsapp(
            "iPhone, Italian",
            """
            [05/03/21, 09:05:00] Ana: hello
            [05/03/21, 21:30:00] Bo: good
            evening
            [05/03/21, 21:31:00] Chen: \u200EChen si è unito/a tramite link d'invito
            [05/03/21, 21:32:00] Ana: \u200EAna ha aggiunto Dev
            [05/03/21, 21:33:00] Chen: \u200Eimmagine omessa
            [05/03/21, 21:34:00] Chen: \u200EQuesto messaggio è stato eliminato.
            [25/03/21, 00:10:00] Dev: \u200EDev ha abbandonato
            """),
        whatsapp(
            "Android, Russian",
            """
            05.03.2021, 09:05 - Ana: hello
            05.03.2021, 21:30 - Bo: good
            evening
            05.03.2021, 21:31 - Chen присоединился(-ась) по пригласительной ссылке
            05.03.2021, 21:32 - Ana добавил(-а) Dev
            05.03.2021, 21:33 - Chen: <Без медиафайлов>
            05.03.2021, 21:34 - Chen: Данное сообщение удалено
            25.03.2021, 00:10 - Dev покинул(-а) группу
            """),
        whatsapp(
            "iPhone, Chinese",
            """
            [2021/3/5 上午9:05:00] Ana: hello
            [2021/3/5 下午9:30:00] Bo: good
            evening
            [2021/3/5 下午9:31:00] Chen: \u200EChen使用此群组的邀请链接加入了群组
            [2021/3/5 下午9:32:00] Ana: \u200EAna添加了Dev
            [2021/3/5 下午9:33:00] Chen: \u200E图像已忽略
            [2021/3/5 下午9:34:00] Chen: \u200E此消息已删除。
            [2021/3/25 上午12:10:00] Dev: \u200EDev离开了群组
            """),
        whatsapp(
            "Android, Japanese",
            """
            2021/03/05 9:05 - Ana: hello
            2021/03/05 21:30 - Bo: good
            evening
            2021/03/05 21:31 - Chenさんがこのグループの招待リンクから参加しました
            2021/03/05 21:32 - AnaさんがDevさんを追加しました
            2021/03/05 21:33 - Chen: <メディアは含まれていません>
            2021/03/05 21:34 - Chen: このメッセージは削除されました
            2021/03/25 0:10 - Devさんが退出しました
            """),
        whatsapp(
            "Android, Korean",
            """
            2021년 3월 5일 오전 9:05 - Ana: hello
            2021년 3월 5일 오후 9:30 - Bo: good
            evening
            2021년 3월 5일 오후 9:31 - Chen님이 이 그룹의 초대 링크를 사용하여 참여했습니다
            2021년 3월 5일 오후 9:32 - Ana님이 Dev님을 추가했습니다
            2021년 3월 5일 오후 9:33 - Chen: <미디어 파일을 생략한 대화내용>
            2021년 3월 5일 오후 9:34 - Chen: 삭제된 메시지입니다
            2021년 3월 25일 오전 12:10 - Dev님이 나갔습니다
            """),
        whatsapp(
            "Android, Finnish clock with a dot",
            """
            5.3.2021 klo 9.05 - Ana: hello
            5.3.2021 klo 21.30 - Bo: good
            evening
            5.3.2021 klo 21.31 - Chen joined using this group's invite link
            5.3.2021 klo 21.32 - Ana added Dev
            5.3.2021 klo 21.33 - Chen: <Media omitted>
            5.3.2021 klo 21.34 - Chen: This message was deleted
            25.3.2021 klo 0.10 - Dev left
            """),
        whatsapp(
            "Android, Arabic digits and marks",
            """
            \u200F٠٥/٠٣/٢٠٢١، ٩:٠٥ ص - Ana: hello
            \u200F٠٥/٠٣/٢٠٢١، ٩:٣٠ م - Bo: good
            evening
            \u200F٠٥/٠٣/٢٠٢١، ٩:٣١ م - انضم Chen باستخدام رابط دعوة المجموعة
            \u200F٠٥/٠٣/٢٠٢١، ٩:٣٢ م - أضاف Ana Dev
            \u200F٠٥/٠٣/٢٠٢١، ٩:٣٣ م - Chen: <تم استبعاد الوسائط>
            \u200F٠٥/٠٣/٢٠٢١، ٩:٣٤ م - Chen: تم حذف هذه الرسالة
            \u200F٢٥/٠٣/٢٠٢١، ١٢:١٠ ص - غادر Dev
            """),
        whatsapp(
            "Android, Thai calendar",
            """
            5/3/2564 09:05 - Ana: hello
            5/3/2564 21:30 - Bo: good
            evening
            5/3/2564 21:31 - Chen joined using this group's invite link
            5/3/2564 21:32 - Ana added Dev
            5/3/2564 21:33 - Chen: <Media omitted>
            5/3/2564 21:34 - Chen: This message was deleted
            25/3/2564 00:10 - Dev left
            """),
        whatsapp(
            "Android, Vietnamese, time first",
            """
            09:05, 05/03/2021 - Ana: hello
            21:30, 05/03/2021 - Bo: good
            evening
            21:31, 05/03/2021 - Chen joined using this group's invite link
            21:32, 05/03/2021 - Ana added Dev
            21:33, 05/03/2021 - Chen: <Media omitted>
            21:34, 05/03/2021 - Chen: This message was deleted
            00:10, 25/03/2021 - Dev left
            """),
        whatsapp(
            "LINE, Japanese",
            """
            [LINE] Riversideのトーク履歴
            保存日時：2021/04/01 10:00

            2021/03/05(金)
            09:05\tAna\thello
            21:30\tBo\t"good
            evening"
            21:31\t\tChenがグループに参加しました。
            21:32\t\tAnaがDevをグループに追加しました。
            21:33\tChen\t[写真]
            21:34\t\tChenがメッセージの送信を取り消しました

            2021/03/25(木)
            00:10\t\tDevがグループを退会しました。
            """),
        whatsapp(
            "LINE, Taiwan, 12 hours",
            """
            [LINE] Riverside的聊天記錄
            儲存日期： 2021/04/01 10:00

            2021/03/05（五）
            上午09:05\tAna\thello
            下午09:30\tBo\t"good
            evening"
            下午09:31\t\tChen加入群組
            下午09:32\t\tAna已將Dev新增至群組
            下午09:33\tChen\t[照片]
            下午09:34\t\tChen已收回訊息

            2021/03/25（四）
            上午12:10\t\tDev離開群組
            """),
        whatsapp(
            "LINE, English, day first",
            """
            [LINE] Chat history in Riverside
            Saved on: 01/04/2021, 10:00

            Fri, 05/03/2021
            09:05AM\tAna\thello
            09:30PM\tBo\t"good
            evening"
            09:31PM\t\tChen joined the group.
            09:32PM\t\tAna added Dev to the group.
            09:33PM\tChen\t[Photo]
            09:34PM\t\tChen unsent a message.

            Thu, 25/03/2021
            12:10AM\t\tDev left the group.
            """),
        whatsapp(
            "LINE, Thai",
            """
            [LINE] ประวัติการแชทใน Riverside
            บันทึกเมื่อ: 01/04/2564 10:00

            ศ. 05/03/2564
            09:05\tAna\thello
            21:30\tBo\t"good
            evening"
            21:31\t\tChen เข้าร่วมกลุ่ม
            21:32\t\tAna เพิ่ม Dev เข้ากลุ่ม
            21:33\tChen\t[รูป]
            21:34\t\tChen ยกเลิกข้อความ

            พฤ. 25/03/2564
            00:10\t\tDev ออกจากกลุ่ม
            """),
        whatsapp(
            "LINE, desktop with blanks",
            """
            2021.03.05 Friday
            09:05 Ana hello
            21:30 Bo good
            evening
            21:31 Chen joined the group.
            21:32 Ana added Dev to the group.
            21:33 Chen Photos
            21:34 Chen unsent a message.

            2021.03.25 Thursday
            00:10 Dev left the group.
            """),
        whatsapp(
            "QQ",
            """
            消息记录（此消息记录为文本格式，不支持重新导入）

            ================================================================
            消息分组:我的群聊
            ================================================================
            消息对象:Riverside
            ================================================================

            2021-03-05 9:05:00 Ana(10001)
            hello

            2021-03-05 21:30:00 Bo<bo@example.org>
            good
            evening

            2021-03-05 21:31:00 系统消息(10000)
            Chen(10003)加入本群。

            2021-03-05 21:32:00 系统消息(10000)
            Ana(10001)邀请Dev(10004)加入本群。

            2021-03-05 21:33:00 Chen(10003)
            [图片]

            2021-03-05 21:34:00 Chen(10003)
            Chen撤回了一条消息

            2021-03-25 0:10:00 系统消息(10000)
            Dev(10004)退出本群。
            """));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("phones")
  void every_phone_tells_the_same_scene(String phone, String text) {
    Reading reading = Reading.of(folder, "chat.txt", text, Reading.utc());
    assertThat(reading.lines())
        .containsExactly(
            "2021-03-05T09:05 message Ana: hello",
            "2021-03-05T21:30 message Bo: good|evening",
            "2021-03-05T21:31 join Chen",
            "2021-03-05T21:32 invite Ana > Dev",
            "2021-03-05T21:33 media Chen",
            "2021-03-05T21:34 recall Chen",
            "2021-03-25T00:10 leave Dev");
    assertThat(reading.summary().unreadable()).isEqualTo(List.of());
  }
}
