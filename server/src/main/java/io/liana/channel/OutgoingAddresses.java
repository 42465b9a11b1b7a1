package io.liana.channel;

import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where an address an operator gave may lead. This server stands in somebody's network: what it can
 * reach there is not for everybody who may connect an account, so private addresses are refused
 * unless whoever started it allowed them ({@code --allow-private}).
 *
 * <p>A name is looked up again before every call. The connection that follows uses the same look-up
 * (Java keeps one for 30 seconds), so a name that changes its mind in between gains nothing.
 */
@Component
public class OutgoingAddresses {
  private static final String EVERYTHING = "all";
  // What InetAddress has no word for: carriers' networks, IPv6's private ones, protocols that carry
  // another address inside, tests, and what is kept for later.
  private static final List<Network> UNWORDED =
      networks(
          "0.0.0.0/8,100.64.0.0/10,192.0.0.0/24,198.18.0.0/15,240.0.0.0/4,fc00::/7,64:ff9b::/96,64:ff9b:1::/48,2002::/16,2001::/32");

  private final boolean everything;
  private final List<Network> allowed;

  /**
   * @param allowed addresses and networks between commas, or {@code all}; empty for none
   */
  OutgoingAddresses(@Value("${liana.outgoing.allow:}") String allowed) {
    this.everything = allowed.equals(EVERYTHING);
    this.allowed = everything || allowed.isBlank() ? List.of() : networks(allowed);
  }

  /** For tests of one client. */
  public static OutgoingAddresses all() {
    return new OutgoingAddresses(EVERYTHING);
  }

  /**
   * @throws IllegalArgumentException when a part is neither an address nor a network
   */
  public static void mustBeReadable(String allowed) {
    new OutgoingAddresses(allowed);
  }

  /**
   * Before it is kept. A name nobody knows yet passes.
   *
   * @throws Problem 400 {@code address_private}
   */
  public void check(String field, URI uri) {
    try {
      InetAddress refused = refused(uri);
      if (refused != null) {
        throw Problem.invalid(
            "address_private",
            "%s leads to %s, an address inside this server's own network. Start Liana with --allow-private %s if that is meant."
                .formatted(uri.getHost(), refused.getHostAddress(), refused.getHostAddress()),
            Map.of("field", field, "host", uri.getHost(), "address", refused.getHostAddress()));
      }
    } catch (UnknownHostException nobodyKnows) {
      // it may come; every call looks again
    } catch (IllegalArgumentException noHost) {
      throw Given.wrong(field, "must be an address with a host in it");
    }
  }

  /** Before every call. */
  public void mustAllow(URI uri) throws ConnectException {
    try {
      InetAddress refused = refused(uri);
      if (refused != null) {
        throw new ConnectException(
            "%s is a private address and not allowed".formatted(refused.getHostAddress()));
      }
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw new ConnectException("%s has no address".formatted(uri.getHost()));
    }
  }

  private @Nullable InetAddress refused(URI uri) throws UnknownHostException {
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("no host");
    }
    if (everything) {
      return null;
    }
    return Arrays.stream(InetAddress.getAllByName(uri.getHost()))
        .filter(address -> isPrivate(address) && !in(allowed, address))
        .findFirst()
        .orElse(null);
  }

  private static boolean isPrivate(InetAddress address) {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || in(UNWORDED, address);
  }

  private static boolean in(List<Network> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.holds(address));
  }

  private static List<Network> networks(String between) {
    return Arrays.stream(between.split(",")).map(String::strip).map(Network::of).toList();
  }

  private record Network(byte[] address, int bits) {
    static Network of(String text) {
      String[] parts = text.split("/", 2);
      if (!parts[0].matches("[0-9a-fA-F:.]*[:.][0-9a-fA-F:.]*")) {
        throw new IllegalArgumentException(text + " is no address and no network");
      }
      try {
        byte[] address = InetAddress.getByName(parts[0]).getAddress();
        int bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
        if (bits < 0 || bits > address.length * 8) {
          throw new IllegalArgumentException(text + " is no network");
        }
        return new Network(address, bits);
      } catch (UnknownHostException | NumberFormatException e) {
        throw new IllegalArgumentException(text + " is no address and no network", e);
      }
    }

    boolean holds(InetAddress other) {
      byte[] theirs = other.getAddress();
      if (theirs.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((theirs[bit / 8] & mask) != (address[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
