package io.liana.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liana.kernel.Problem;
import java.net.ConnectException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingAddressesTest {
  private static final OutgoingAddresses NONE = new OutgoingAddresses("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/x",
        "http://localhost/",
        "ws://10.1.2.3:3001",
        "http://172.31.0.1",
        "https://192.168.0.1/cgi-bin",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0:5432",
        "http://100.64.0.1",
        "http://[::1]:80",
        "http://[fd00::1]",
        "http://[fe80::1]",
        "http://[::ffff:127.0.0.1]",
        "http://[64:ff9b::7f00:1]",
        "http://224.0.0.1",
        "http://255.255.255.255"
      })
  void private_addresses_are_refused_when_kept_and_when_called(String address) {
    URI uri = URI.create(address);
    assertThatThrownBy(() -> NONE.check("url", uri))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("address_private");
              assertThat(problem.params()).containsEntry("field", "url");
            });
    assertThatThrownBy(() -> NONE.mustAllow(uri)).isInstanceOf(ConnectException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://8.8.8.8/",
        "http://[2606:4700::1111]/",
        "http://172.32.0.1",
        "http://100.128.0.1"
      })
  void public_addresses_are_not(String address) {
    assertThatCode(() -> NONE.mustAllow(URI.create(address))).doesNotThrowAnyException();
  }

  @Test
  void what_is_allowed_is_a_list_of_addresses_and_networks() {
    var some = new OutgoingAddresses("127.0.0.1, 192.168.1.0/24");
    assertThatCode(() -> some.mustAllow(URI.create("ws://127.0.0.1:3001")))
        .doesNotThrowAnyException();
    assertThatCode(() -> some.mustAllow(URI.create("http://192.168.1.77")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> some.mustAllow(URI.create("http://192.168.2.1")))
        .isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> some.mustAllow(URI.create("http://127.0.0.2")))
        .isInstanceOf(ConnectException.class);
    assertThatCode(() -> OutgoingAddresses.all().mustAllow(URI.create("http://10.0.0.1")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"here", "10.0.0.0/33", "10.0.0.0/x", "example.org", "127.0.0.1,,10.0.0.1"})
  void a_list_nobody_can_read_is_refused(String list) {
    assertThatThrownBy(() -> OutgoingAddresses.mustBeReadable(list))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_name_nobody_knows_is_kept_but_not_called() {
    URI nowhere = URI.create("http://nowhere.invalid/");
    assertThatCode(() -> NONE.check("url", nowhere)).doesNotThrowAnyException();
    assertThatThrownBy(() -> NONE.mustAllow(nowhere)).isInstanceOf(ConnectException.class);
  }
}
