package io.liana.delivery;

import io.liana.Liana;
import io.liana.channel.Capability;
import io.liana.channel.Command;
import io.liana.channel.Connector;
import io.liana.channel.InboundEvent;
import io.liana.channel.Outcome;
import io.liana.channel.RawEvent;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.GroupId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A process of its own that runs Liana until it is killed, and puts commands into its outbox all
 * the time; started by {@link TrafficCrashTest}. Prints its port.
 */
final class RunsLiana {
  /**
   * @param arguments URL of the platform {@code careful}, a word for the keys, the groups' ids
   *     between commas; then settings
   */
  public static void main(String[] arguments) {
    String[] settings = Arrays.copyOfRange(arguments, 3, arguments.length);
    ConfigurableApplicationContext application =
        new SpringApplicationBuilder(Liana.class)
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean("careful", Connector.class, () -> new Careful(arguments[0])))
            .run(settings);
    System.out.println(application.getEnvironment().getProperty("local.server.port"));
    var groups = application.getBean(Groups.class);
    List<GroupView> all =
        Arrays.stream(arguments[2].split(","))
            .filter(id -> !id.isEmpty())
            .map(id -> groups.get(GroupId.parse(id)))
            .toList();
    for (int n = 0; ; n++) {
      String key = arguments[1] + "-" + n;
      if (!all.isEmpty()) {
        application
            .getBean(Outbox.class)
            .enqueue(all.stream().map(group -> draft(group, key)).toList());
      }
      LockSupport.parkNanos(80_000_000);
    }
  }

  private static OutboxDraft draft(GroupView group, String key) {
    return new OutboxDraft(
        group.id() + ":" + key,
        group.community(),
        group.id(),
        null,
        Purpose.ANSWER,
        new Command.SendText(group.externalId(), key, List.of(), null),
        null,
        Instant.now());
  }

  /** Does not know a repeated command. */
  private record Careful(String url, HttpClient http) implements Connector {
    Careful(String url) {
      this(url, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    @Override
    public String platform() {
      return "careful";
    }

    @Override
    public Set<Capability> capabilities(String account) {
      return EnumSet.complementOf(EnumSet.of(Capability.IDEMPOTENT_SEND));
    }

    @Override
    public List<InboundEvent> read(RawEvent raw) {
      return List.of();
    }

    @Override
    public Outcome perform(String account, String key, Command command) {
      try {
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/" + account + "/" + command.group()))
                .header("X-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(String.valueOf(command.words())))
                .build(),
            HttpResponse.BodyHandlers.discarding());
        return new Outcome.Delivered(key);
      } catch (IOException e) {
        return new Outcome.Unknown(String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Outcome.Unknown("interrupted");
      }
    }
  }
}
