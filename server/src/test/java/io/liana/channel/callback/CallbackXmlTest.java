package io.liana.channel.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallbackXmlTest {
  @Test
  void a_group_change_is_read_with_its_members() {
    CallbackXml xml =
        CallbackXml.parse(
            """
            <xml><ToUserName><![CDATA[ww1]]></ToUserName><CreateTime>1700000000</CreateTime>
            <Event><![CDATA[change_external_chat]]></Event><ChatId><![CDATA[wr1]]></ChatId>
            <MemChangeList><Item>wm1</Item><Item><![CDATA[wm2]]></Item></MemChangeList></xml>
            """);
    assertThat(xml.field("Event")).isEqualTo("change_external_chat");
    assertThat(xml.field("CreateTime")).isEqualTo("1700000000");
    assertThat(xml.list("MemChangeList")).containsExactly("wm1", "wm2");
    assertThat(xml.field("Absent")).isEmpty();
  }

  @Test
  void a_document_type_is_refused_whatever_it_would_do() {
    refused(
        "<!DOCTYPE xml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><xml><Event>&x;</Event></xml>");
    refused("<!DOCTYPE xml SYSTEM 'http://127.0.0.1:1/x.dtd'><xml><Event>e</Event></xml>");
    var bomb = new StringBuilder("<!DOCTYPE xml [<!ENTITY a0 'lol'>");
    for (int i = 1; i < 30; i++) {
      bomb.append("<!ENTITY a").append(i).append(" '&a").append(i - 1).append(";&a");
      bomb.append(i - 1).append(";'>");
    }
    refused(bomb + "]><xml><Event>&a29;</Event></xml>");
    refused("<!DOCTYPE xml><xml><Event>e</Event></xml>");
    refused("<xml><Event>&undeclared;</Event></xml>");
  }

  @Test
  void depth_and_length_have_an_end() {
    refused("<xml>" + "<a>".repeat(10_000) + "</a>".repeat(10_000) + "</xml>");
    refused("<xml>" + "<a/>".repeat(10_000) + "</xml>");
    refused("<xml " + "a".repeat(30_000));
  }

  @Test
  void garbage_never_breaks_us() {
    var random = new Random(5);
    String good = "<xml><A><![CDATA[b]]></A><L><Item>1</Item></L></xml>";
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(good);
            for (int n = random.nextInt(4); n >= 0; n--) {
              text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
            }
            try {
              CallbackXml.parse(text.toString());
            } catch (IllegalArgumentException expected) {
              assertThat(expected).hasMessageContaining("no XML we accept");
            }
          }
        });
  }

  private static void refused(String text) {
    assertThatThrownBy(() -> CallbackXml.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
