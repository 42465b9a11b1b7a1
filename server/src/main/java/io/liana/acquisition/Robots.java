package io.liana.acquisition;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who asks for an address and is no person with a browser. */
public final class Robots {
  // What calls itself a robot, what makes previews of links in chats, and what programs send.
  private static final String[] ROBOTS = {
    "spider",
    "crawl",
    "preview",
    "facebookexternalhit",
    "whatsapp/",
    "slack",
    "curl/",
    "wget/",
    "python",
    "java/",
    "okhttp",
    "go-http",
    "headless",
    "scrapy",
    "libwww"
  };

  private Robots() {}

  public static boolean asks(HttpServletRequest request) {
    String purpose = request.getHeader("Sec-Purpose");
    return robot(
        request.getMethod(),
        request.getHeader("User-Agent"),
        purpose == null ? request.getHeader("Purpose") : purpose);
  }

  /** A person's scan names a browser; what is fetched ahead of a tap is nobody's scan yet. */
  static boolean robot(String method, @Nullable String agent, @Nullable String purpose) {
    return method.equals("HEAD")
        || agent == null
        || agent.isBlank()
        || (purpose != null && purpose.contains("prefetch"))
        || namesARobot(agent.toLowerCase(Locale.ROOT));
  }

  // Words one after the other: one pattern of them all took a quarter of a scan's time.
  private static boolean namesARobot(String agent) {
    for (String robot : ROBOTS) {
      if (agent.contains(robot)) {
        return true;
      }
    }
    for (int at = agent.indexOf("bot"); at >= 0; at = agent.indexOf("bot", at + 1)) {
      int next = at + "bot".length();
      if (next == agent.length() || !Character.isLetterOrDigit(agent.charAt(next))) {
        return true; // "Googlebot/2.1", not "Bottle" nor "robotics"
      }
    }
    return false;
  }
}
