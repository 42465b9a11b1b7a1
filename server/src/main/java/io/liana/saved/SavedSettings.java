package io.liana.saved;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads 0 leaves the sending to who calls {@link ScheduleWorker#runDue}, in tests
 * @param look how long after one look for what is due the next
 * @param address of the console as its readers reach it, e.g. {@code https://liana.example.com};
 *     empty: what is sent carries no link
 */
@ConfigurationProperties("liana.saved")
record SavedSettings(
    @DefaultValue("1") int threads,
    @DefaultValue("20s") Duration look,
    @DefaultValue("") String address) {
  SavedSettings {
    address = address.strip().replaceAll("/+$", "");
    if (!address.isEmpty()) {
      String scheme = URI.create(address).getScheme();
      if (!"https".equals(scheme) && !"http".equals(scheme)) {
        throw new IllegalArgumentException(
            "liana.saved.address must begin with https:// or http://, not '%s'".formatted(address));
      }
    }
  }
}
