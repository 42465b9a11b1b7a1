package io.liana.acquisition;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import net.dreamlu.mica.ip2region.core.IpInfo;
import net.dreamlu.mica.ip2region.core.IpV6Searcher;
import net.dreamlu.mica.ip2region.core.Searcher;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where an address is, offline, by ip2region: "四川省 成都市"; outside China the country. The data (13
 * MB) comes with the library and is read when the first scan asks.
 */
@Component
class Regions {
  private static final class Data {
    static final Searcher FOUR;
    static final IpV6Searcher SIX;

    /** Some thousand places, however many addresses. */
    static final Map<String, String> SPOKEN = new ConcurrentHashMap<>();

    static {
      try {
        FOUR = Searcher.newWithBuffer(read("/ip2region/ip2region.xdb"));
        SIX = IpV6Searcher.newWithBuffer(read("/ip2region/ipv6wry.db"));
      } catch (IOException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private static byte[] read(String name) throws IOException {
      try (InputStream in = Regions.class.getResourceAsStream(name)) {
        return Objects.requireNonNull(in, name).readAllBytes();
      }
    }
  }

  /** Empty where nobody knows. */
  String of(String address) {
    try {
      if (address.indexOf(':') >= 0) {
        IpInfo found = Data.SIX.query(address);
        return found == null
            ? ""
            : spoken(found.getCountry(), found.getProvince(), found.getCity());
      }
      String found = Data.FOUR.search(number(address));
      return found == null ? "" : Data.SPOKEN.computeIfAbsent(found, Regions::spoken);
    } catch (IOException | RuntimeException e) {
      return ""; // whoever sends a strange address is still a visitor
    }
  }

  /**
   * @throws NumberFormatException for what is no address
   */
  private static long number(String address) {
    long number = 0;
    int begin = 0;
    for (int part = 0; part < 4; part++) {
      int end = part < 3 ? address.indexOf('.', begin) : address.length();
      number = number << Byte.SIZE | Integer.parseInt(address, begin, Math.max(begin, end), 10);
      begin = end + 1;
    }
    return number;
  }

  /** {@code 中国|0|四川省|成都市|电信}. */
  private static String spoken(String found) {
    String[] parts = found.split("\\|");
    return parts.length < 4 ? "" : spoken(parts[0], parts[2], parts[3]);
  }

  /** ip2region says 0 for what it does not know. */
  private static String spoken(
      @Nullable String country, @Nullable String province, @Nullable String city) {
    if (!known(country)) {
      return "";
    }
    if (!"中国".equals(country)) {
      return String.valueOf(country);
    }
    String inner = known(province) ? String.valueOf(province) : "";
    return known(city) && !inner.equals(city) ? (inner + " " + city).strip() : inner;
  }

  private static boolean known(@Nullable String part) {
    return part != null && !part.isEmpty() && !part.equals("0");
  }
}
