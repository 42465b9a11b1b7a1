package io.liana.acquisition;

/** An address without the part that names one connection: all that is kept of it. */
final class Network {
  private Network() {}

  /** {@code 203.0.113.0} for {@code 203.0.113.77}, the first three groups of an IPv6 address. */
  static String of(String address) {
    int dot = address.lastIndexOf('.');
    if (dot >= 0 && address.indexOf(':') < 0) {
      return address.substring(0, dot) + ".0";
    }
    int end = -1;
    for (int group = 0; group < 3; group++) {
      int next = address.indexOf(':', end + 1);
      if (next < 0) {
        return "";
      }
      end = next;
    }
    return address.substring(0, end) + "::";
  }
}
