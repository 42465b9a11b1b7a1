package io.liana.acquisition;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The number by which a browser is known again; nothing else is kept about it. */
public final class VisitorCookie {
  static final String NAME = "liana_visitor";
  private static final int LETTERS = 16;

  private VisitorCookie() {}

  /**
   * Null for who brings none. It is not sealed: who makes numbers up is as many browsers as they
   * like, may try until an experiment deals them the arm they want, and learns nothing of others.
   */
  public static @Nullable Long read(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return null;
    }
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(NAME) && cookie.getValue().length() == LETTERS) {
        try {
          long visitor = Long.parseLong(cookie.getValue(), 16);
          return visitor > 0 ? visitor : null;
        } catch (NumberFormatException e) {
          return null;
        }
      }
    }
    return null;
  }
}
