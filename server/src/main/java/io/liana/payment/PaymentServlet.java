package io.liana.payment;

import io.liana.channel.officialaccount.MemberDoor;
import io.liana.kernel.Problem;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * {@code /pay/…}: the page on which a payer pays. Open to whoever has the signed address; whatever
 * goes wrong is a page in the payer's language.
 */
class PaymentServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String PAYER = "liana_payer";
  private static final String BROWSER = "liana_paying";
  private static final int COOKIE_SECONDS = 24 * 3600;

  private final transient Payments payments;
  private final transient OrderStore orders;
  private final transient Merchants merchants;
  private final transient Checkout checkout;
  private final transient TestPay testPay;
  private final transient PaymentWorker worker;
  private final transient PageAddresses pages;
  private final transient MemberDoor door;
  private final transient Clock clock;

  PaymentServlet(
      Payments payments,
      OrderStore orders,
      Merchants merchants,
      Checkout checkout,
      TestPay testPay,
      PaymentWorker worker,
      PageAddresses pages,
      MemberDoor door,
      Clock clock) {
    this.payments = payments;
    this.orders = orders;
    this.merchants = merchants;
    this.checkout = checkout;
    this.testPay = testPay;
    this.worker = worker;
    this.pages = pages;
    this.door = door;
    this.clock = clock;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String[] path = path(request);
    var page = new PaymentPage(request);
    if (path.length == 1 && path[0].equals("pay.js")) {
      script(response);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "no-referrer");
    if (path.length == 1 && path[0].equals("done")) {
      page.done(response);
      return;
    }
    Optional<PageAddresses.Page> asked = pages.read(path[0]);
    if (asked.isEmpty() || path.length > 2) {
      page.unknown(response);
      return;
    }
    Payment payment = payments.get(asked.get().payment());
    String rest = path.length == 2 ? path[1] : "";
    switch (rest) {
      case "" -> show(request, response, payment, asked.get().back());
      case "state" -> state(response, payment);
      case "in" -> enter(request, response, payment);
      default -> page.unknown(response);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    var page = new PaymentPage(request);
    String[] path = path(request);
    Optional<PageAddresses.Page> asked = pages.read(path[0]);
    if (asked.isEmpty() || path.length != 1) {
      page.unknown(response);
      return;
    }
    Payment payment = payments.get(asked.get().payment());
    try {
      press(request, payment);
      response.setStatus(303);
      response.setHeader("Location", request.getRequestURI());
    } catch (Problem problem) {
      page.trouble(response, payments.get(payment.id()), problem.code());
    }
  }

  /** A button of the page. */
  private void press(HttpServletRequest request, Payment payment) {
    String wish = Objects.requireNonNullElse(request.getParameter("way"), "");
    String address = request.getRemoteAddr();
    switch (wish) {
      case "jsapi" -> {
        String payer = payer(request, merchants.of(payment.community()));
        if (payer != null) {
          checkout.begin(payment.id(), Way.JSAPI, payer, address);
        }
      }
      case "h5" -> checkout.begin(payment.id(), Way.H5, null, address);
      case "native" -> checkout.begin(payment.id(), Way.NATIVE, null, address);
      case "test" -> checkout.begin(payment.id(), Way.TEST, null, address);
      case "paid" ->
          live(payment)
              .filter(order -> order.way() == Way.TEST)
              .ifPresent(
                  order -> {
                    testPay.pay(order.number());
                    checkout.look(order);
                  });
      default -> throw Problem.conflict("payment_no_merchant", "It cannot be paid in this way.");
    }
    worker.ring();
  }

  private void show(
      HttpServletRequest request, HttpServletResponse response, Payment payment, String back)
      throws IOException {
    var page = new PaymentPage(request);
    if (!payment.state().open()) {
      page.show(response, payment, null, null, "", back);
      return;
    }
    try {
      Merchant merchant = merchants.of(payment.community());
      Way way = way(request, merchant);
      if (way == Way.JSAPI && payer(request, merchant) == null) {
        Optional<URI> asking = whoIsIt(request, response, payment, merchant);
        if (asking.isPresent()) {
          response.setStatus(302);
          response.setHeader("Location", asking.get().toString());
          return;
        }
        way = null;
      }
      Order order = live(payment).orElse(null);
      page.show(response, payment, order, way, handover(request, merchant, order), back);
    } catch (Problem problem) {
      page.trouble(response, payment, problem.code());
    }
  }

  /** What the payer's phone is given to open WeChat Pay. */
  private String handover(HttpServletRequest request, Merchant merchant, @Nullable Order order) {
    String handle = order == null ? null : order.handle();
    if (order == null || handle == null) {
      return "";
    }
    return switch (order.way()) {
      case JSAPI -> signed(merchants.open(merchant), handle);
      case H5 -> {
        String back = merchants.open(merchant).publicUrl() + request.getRequestURI();
        yield handle + "&redirect_url=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
      }
      case NATIVE, TEST -> "";
    };
  }

  private String signed(WeChatMerchant wechat, String prepay) {
    String time = Long.toString(clock.instant().getEpochSecond());
    String nonce = WeChatKeys.nonce();
    String bundle = "prepay_id=" + prepay;
    String sign =
        wechat.keys().sign("%s\n%s\n%s\n%s\n".formatted(wechat.appid(), time, nonce, bundle));
    return "data-app=\"%s\" data-time=\"%s\" data-nonce=\"%s\" data-package=\"%s\" data-sign=\"%s\""
        .formatted(wechat.appid(), time, nonce, HtmlUtils.htmlEscape(bundle), sign);
  }

  private static Way way(HttpServletRequest request, Merchant merchant) {
    if (merchant.kind().equals(Merchant.TEST)) {
      return Way.TEST;
    }
    String browser = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
    if (browser.contains("MicroMessenger")) {
      return Way.JSAPI;
    }
    return browser.matches("(?s).*(Mobile|Android|iPhone).*") ? Way.H5 : Way.NATIVE;
  }

  /** Where WeChat says who it is; empty where the merchant's official account is not connected. */
  private Optional<URI> whoIsIt(
      HttpServletRequest request,
      HttpServletResponse response,
      Payment payment,
      Merchant merchant) {
    String browser = WeChatKeys.nonce();
    WeChatMerchant wechat = merchants.open(merchant);
    try {
      URI back = URI.create(wechat.publicUrl() + request.getRequestURI() + "/in");
      URI asking = door.ask(wechat.appid(), MemberDoor.Asking.QUIETLY, back, browser);
      cookie(request, response, BROWSER, browser);
      return Optional.of(asking);
    } catch (Problem off) {
      return Optional.empty();
    }
  }

  private void enter(HttpServletRequest request, HttpServletResponse response, Payment payment)
      throws IOException {
    try {
      Merchant merchant = merchants.of(payment.community());
      String app = merchant.settings().getOrDefault("appid", "");
      String openid =
          door.enter(
                  app,
                  Objects.requireNonNullElse(request.getParameter("code"), ""),
                  Objects.requireNonNullElse(request.getParameter("state"), ""),
                  cookie(request, BROWSER))
              .openid();
      cookie(request, response, PAYER, openid + "." + pages.seal(openid, "payer of " + app));
      response.setStatus(302);
      response.setHeader("Location", request.getRequestURI().replaceFirst("/in$", ""));
    } catch (Problem problem) {
      new PaymentPage(request).trouble(response, payment, problem.code());
    }
  }

  private @Nullable String payer(HttpServletRequest request, Merchant merchant) {
    String given = cookie(request, PAYER);
    int dot = given.lastIndexOf('.');
    if (dot < 0) {
      return null;
    }
    String openid = given.substring(0, dot);
    String app = merchant.settings().getOrDefault("appid", "");
    boolean ours =
        MessageDigest.isEqual(
            pages.seal(openid, "payer of " + app).getBytes(StandardCharsets.US_ASCII),
            given.substring(dot + 1).getBytes(StandardCharsets.US_ASCII));
    return ours ? openid : null;
  }

  private Optional<Order> live(Payment payment) {
    return orders.of(List.of(payment.id())).stream().filter(Order::live).findFirst();
  }

  private static void state(HttpServletResponse response, Payment payment) throws IOException {
    response.setContentType("application/json");
    response.getWriter().write("{\"state\":\"%s\"}".formatted(payment.state().code()));
  }

  private static void script(HttpServletResponse response) throws IOException {
    try (InputStream in = PaymentServlet.class.getResourceAsStream("pay.js")) {
      response.setContentType("text/javascript;charset=utf-8");
      response.setHeader("Cache-Control", "max-age=3600");
      Objects.requireNonNull(in).transferTo(response.getOutputStream());
    }
  }

  private static void cookie(
      HttpServletRequest request, HttpServletResponse response, String name, String value) {
    var cookie = new Cookie(name, value);
    cookie.setPath("/pay/");
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    cookie.setMaxAge(COOKIE_SECONDS);
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }

  private static String cookie(HttpServletRequest request, String name) {
    if (request.getCookies() != null) {
      for (Cookie cookie : request.getCookies()) {
        if (cookie.getName().equals(name)) {
          return cookie.getValue();
        }
      }
    }
    return "";
  }

  /** What comes after {@code /pay/}. */
  private static String[] path(HttpServletRequest request) {
    String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
    return path.substring(1).split("/", -1);
  }
}
