package io.liana.channel.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line of every kind in the languages LocalesTest has no whole scene of. */
class WhatsAppWordsTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sv | Chen gick med via gruppens inbjudningslänk | Ana lade till Dev | Ana tog bort Dev | Chen lämnade | <Media har utelämnats> | Detta meddelande raderades
          da | Chen tilsluttede sig via gruppens invitationslink | Ana tilføjede Dev | Ana fjernede Dev | Chen forlod gruppen | <Medier udeladt> | Denne besked blev slettet
          nb | Chen ble med via gruppens invitasjonslenke | Ana la til Dev | Ana fjernet Dev | Chen forlot gruppen | <Media utelatt> | Denne meldingen ble slettet
          fi | Chen liittyi käyttäen ryhmän kutsulinkkiä | Ana lisäsi henkilön Dev | Ana poisti henkilön Dev | Chen poistui | <Media jätettiin pois> | Tämä viesti poistettiin
          nl | Chen is lid geworden via de uitnodigingslink van deze groep | Ana heeft Dev toegevoegd | Ana heeft Dev verwijderd | Chen heeft de groep verlaten | <Media weggelaten> | Dit bericht is verwijderd
          pl | Chen dołączył(a), korzystając z linku z zaproszeniem do tej grupy | Ana dodał(a) Dev | Ana usunął(-ęła) Dev | Chen opuścił(a) grupę | <Pominięto multimedia> | Ta wiadomość została usunięta
          cs | Chen se připojil/a pomocí odkazu s pozvánkou do této skupiny | Ana přidal/a Dev | Ana odebral/a Dev | Chen opustil/a skupinu | <Média vynechány> | Tato zpráva byla odstraněna
          sk | Chen sa pripojil/a pomocou odkazu s pozvánkou | Ana pridal/a Dev | Ana odstránil/a Dev | Chen opustil/a skupinu | <Médiá vynechané> | Táto správa bola odstránená
          hu | Chen csatlakozott a csoport meghívó linkjével | Ana hozzáadta Dev | Ana eltávolította Dev | Chen kilépett | <Média elhagyva> | Ez az üzenet törlésre került
          ro | Chen s-a alăturat folosind linkul de invitație al acestui grup | Ana l-a adăugat pe Dev | Ana l-a eliminat pe Dev | Chen a părăsit grupul | <Conținut media omis> | Acest mesaj a fost șters
          el | Chen εντάχθηκε χρησιμοποιώντας τον σύνδεσμο πρόσκλησης αυτής της ομάδας | Ana πρόσθεσε τον/την Dev | Ana αφαίρεσε τον/την Dev | Chen αποχώρησε | <Εξαίρεση πολυμέσων> | Αυτό το μήνυμα διαγράφηκε
          uk | Chen приєднується за запрошувальним посиланням групи | Ana додає Dev | Ana вилучає Dev | Chen виходить | <Медіа пропущено> | Це повідомлення було видалено
          bg | Chen се присъедини чрез връзката за покана на групата | Ana добави Dev | Ana премахна Dev | Chen напусна групата | <Без файл> | Съобщението беше изтрито
          hr | Chen se pridružio/la putem pozivnice grupe | Ana je dodao/la Dev | Ana je uklonio/la Dev | Chen je napustio/la grupu | <Medijski zapis izostavljen> | Ova poruka je izbrisana
          ca | Chen s'ha unit a través de l'enllaç d'invitació d'aquest grup | Ana ha afegit a Dev | Ana ha eliminat Dev | Chen ha sortit del grup | <Mitjans omesos> | Aquest missatge s'ha suprimit
          tr | Chen bu grubun davet bağlantısını kullanarak katıldı | Ana, Dev kişisini ekledi | Ana, Dev kişisini çıkardı | Chen gruptan ayrıldı | <Medya dahil edilmedi> | Bu mesaj silindi
          id | Chen bergabung menggunakan tautan undangan grup ini | Ana menambahkan Dev | Ana mengeluarkan Dev | Chen keluar | <Media tidak disertakan> | Pesan ini telah dihapus
          ms | Chen menyertai menggunakan pautan jemputan kumpulan ini | Ana menambah Dev | Ana mengalih keluar Dev | Chen meninggalkan kumpulan | <Media disingkirkan> | Mesej ini telah dipadam
          vi | Chen đã tham gia bằng liên kết mời của nhóm này | Ana đã thêm Dev | Ana đã xóa Dev | Chen đã rời khỏi nhóm | <Bỏ qua Media> | Tin nhắn này đã bị xóa
          th | Chen เข้าร่วมโดยใช้ลิงก์เชิญของกลุ่มนี้ | Ana ได้เพิ่ม Dev | Ana ได้ลบ Dev ออก | Chen ออกจากกลุ่ม | <สื่อถูกลบ> | ข้อความนี้ถูกลบแล้ว
          hi | Chen ग्रुप इनवाइट लिंक का इस्तेमाल करके शामिल हुए | Ana ने Dev को जोड़ा | Ana ने Dev को हटाया | Chen ने ग्रुप छोड़ा | <मीडिया के बिना> | यह मैसेज डिलीट कर दिया गया है
          he | Chen הצטרף/ה באמצעות קישור ההזמנה של קבוצה זו | Ana הוסיף/ה את Dev | Ana הסיר/ה את Dev | Chen עזב/ה | <המדיה לא נכללה> | הודעה זו נמחקה
          fa | Chen با استفاده از پیوند دعوت این گروه پیوست | Ana، Dev را اضافه کرد | Ana، Dev را حذف کرد | Chen گروه را ترک کرد | <رسانه حذف شد> | این پیام حذف شد
          zh-TW | Chen使用此群組的邀請連結加入群組 | Ana將Dev加入群組 | Ana將Dev移出群組 | Chen離開了群組 | <已略去多媒體檔案> | 此訊息已刪除。
          zh-CN | Chen 通过群组邀请链接加入 | Ana 添加了 Dev | Ana 移除了 Dev | Chen 退出了群组 | <省略多媒体文件> | 这条消息已被删除。
          """)
  void every_language_is_understood(
      String language,
      String join,
      String invite,
      String kick,
      String leave,
      String media,
      String recall) {
    String text =
        """
        25/03/2021, 09:01 - %s
        25/03/2021, 09:02 - %s
        25/03/2021, 09:03 - Bo: hello
        25/03/2021, 09:04 - Bo: %s
        25/03/2021, 09:05 - Bo: %s
        25/03/2021, 09:06 - %s
        25/03/2021, 09:07 - %s
        """
            .formatted(join, invite, media, recall, kick, leave);
    assertThat(Reading.of(folder, "chat.txt", text, Reading.utc()).lines())
        .containsExactly(
            "2021-03-25T09:01 join Chen",
            "2021-03-25T09:02 invite Ana > Dev",
            "2021-03-25T09:03 message Bo: hello",
            "2021-03-25T09:04 media Bo",
            "2021-03-25T09:05 recall Bo",
            "2021-03-25T09:06 kick Ana > Dev",
            "2021-03-25T09:07 leave Chen");
  }
}
