package io.liana.saved;

import io.liana.saved.Schedule.Reason;
import io.liana.saved.Wording.Letter;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Hands letters to the mail server. Use it outside any transaction. */
@Component
class Mailer {
  private static final Logger log = LoggerFactory.getLogger(Mailer.class);
  // The server answered these before it was given the letter.
  private static final List<String> BEFORE = List.of("MAIL", "RCPT", "DATA", "RSET");

  private final MailSettings settings;
  private final Clock clock;

  Mailer(MailSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @param id the same for the same letter, so that readers who got it twice see it once
   * @return null when the server took it; MAIL_UNKNOWN when it may have, and is not to be asked
   *     again
   */
  @Nullable Reason send(String to, Letter letter, String id) {
    Session session = Session.getInstance(properties());
    try {
      Transport transport = session.getTransport(settings.protocol());
      MimeMessage message = write(session, to, letter, id);
      try {
        connect(transport);
      } catch (AuthenticationFailedException e) {
        return told(Reason.MAIL_REFUSED, e);
      } catch (MessagingException e) {
        return told(Reason.MAIL_UNREACHABLE, e);
      }
      Reason reason = handOver(transport, message);
      hangUp(transport);
      return reason;
    } catch (MessagingException e) {
      return told(Reason.MAIL_REFUSED, e); // nothing was handed over
    }
  }

  /** However this ends, the letter was taken or not before. */
  private static void hangUp(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      log.debug("The mail server was gone before it was told so: {}", e.toString());
    }
  }

  private void connect(Transport transport) throws MessagingException {
    transport.connect(
        settings.host(),
        settings.port(),
        settings.user().isEmpty() ? null : settings.user(),
        settings.user().isEmpty() ? null : settings.password());
  }

  private static @Nullable Reason handOver(Transport transport, MimeMessage message) {
    try {
      transport.sendMessage(message, message.getAllRecipients());
      return null;
    } catch (SMTPSendFailedException e) {
      boolean answered = e.getReturnCode() > 0;
      boolean before = BEFORE.stream().anyMatch(e.getCommand()::startsWith);
      return told(
          answered ? Reason.MAIL_REFUSED : before ? Reason.MAIL_UNREACHABLE : Reason.MAIL_UNKNOWN,
          e);
    } catch (SendFailedException e) {
      return told(Reason.MAIL_REFUSED, e);
    } catch (MessagingException e) {
      return told(Reason.MAIL_UNKNOWN, e); // broken while the letter was on its way
    }
  }

  private static Reason told(Reason reason, MessagingException why) {
    log.warn("A letter was not taken ({}): {}", reason.code(), why.toString());
    return reason;
  }

  private MimeMessage write(Session session, String to, Letter letter, String id)
      throws MessagingException {
    InternetAddress from = new InternetAddress(oneLine(settings.from()), true);
    var message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            String domain = from.getAddress().replaceFirst(".*@", "");
            setHeader("Message-ID", "<%s@%s>".formatted(oneLine(id), domain));
          }
        };
    var parts =
        new MimeMessageHelper(
            message, MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED, StandardCharsets.UTF_8.name());
    message.setFrom(from);
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(oneLine(to), true));
    parts.setSubject(oneLine(letter.subject()));
    parts.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated"); // no answers by machines
    parts.setText(letter.text(), letter.html());
    parts.addAttachment(
        "answer.csv", new ByteArrayResource(letter.table()), "text/csv; charset=utf-8");
    return message;
  }

  /** A second line would be a header of its own. */
  private static String oneLine(String header) throws MessagingException {
    if (header.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw new MessagingException("a header of more than one line");
    }
    return header;
  }

  private Properties properties() {
    var properties = new Properties();
    String prefix = "mail." + settings.protocol() + ".";
    String timeout = Long.toString(settings.timeout().toMillis());
    properties.setProperty(prefix + "connectiontimeout", timeout);
    properties.setProperty(prefix + "timeout", timeout);
    properties.setProperty(prefix + "writetimeout", timeout);
    properties.setProperty(prefix + "quitwait", "false");
    properties.setProperty(prefix + "auth", Boolean.toString(!settings.user().isEmpty()));
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    boolean starttls = settings.tls() == MailSettings.Tls.STARTTLS;
    properties.setProperty(prefix + "starttls.enable", Boolean.toString(starttls));
    properties.setProperty(prefix + "starttls.required", Boolean.toString(starttls));
    return properties;
  }
}
