package io.liana.saved;

import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server letters are handed to.
 *
 * @param host empty: nothing goes out by e-mail
 * @param user empty: the server asks for none
 * @param from the address letters come from; may be {@code Liana <liana@example.com>}
 * @param tls {@code starttls} from a plain beginning, {@code tls} from the start, {@code none}
 * @param timeout for each answer of the server
 */
@ConfigurationProperties("liana.mail")
record MailSettings(
    @DefaultValue("") String host,
    @DefaultValue("587") int port,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("") String from,
    @DefaultValue("STARTTLS") Tls tls,
    @DefaultValue("30s") Duration timeout) {
  enum Tls {
    STARTTLS,
    TLS,
    NONE
  }

  boolean on() {
    return !host.isBlank() && !from.isBlank();
  }

  String protocol() {
    return tls == Tls.TLS ? "smtps" : "smtp";
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "%s:%d, %s".formatted(host, port, tls.name().toLowerCase(Locale.ROOT));
  }
}
