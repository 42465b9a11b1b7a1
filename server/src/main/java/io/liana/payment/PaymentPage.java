package io.liana.payment;

import io.liana.content.QrCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** The page a payment is paid on, in the payer's language; works without its script. */
final class PaymentPage {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
      <title>%s</title>%s
      <style>body{font:17px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;margin:0;color:#1f2329;background:#f5f6f7}\
      main{max-width:26rem;margin:8vh auto 0;padding:2rem 1.5rem;background:#fff;border-radius:12px;text-align:center}\
      h1{font-size:1.2rem;font-weight:600;margin:0;overflow-wrap:anywhere}p{margin:.75rem 0;overflow-wrap:anywhere}.sum{font-size:2.4rem;font-weight:600;margin:.5rem 0 1rem}\
      svg{width:min(64vw,16rem);height:auto}form{margin:.75rem 0}\
      button,.button{display:block;width:100%%;box-sizing:border-box;font:inherit;font-weight:600;padding:.8rem 1rem;border:0;border-radius:10px;background:#0a7d33;color:#fff;text-decoration:none;cursor:pointer}\
      button.second{background:none;color:#0958d9;font-weight:400}button:focus-visible,.button:focus-visible{outline:3px solid #0958d9;outline-offset:2px}\
      .note{color:#555b63;font-size:.9rem}.test{background:#fff3cd;color:#5c4400;border-radius:8px;padding:.5rem .75rem}</style></head>
      <body><main data-state="%s">%s</main>%s</body></html>
      """;
  private static final String SCRIPT = "<script src=\"/pay/pay.js\" defer></script>";

  private final boolean chinese;

  PaymentPage(HttpServletRequest request) {
    String languages = request.getHeader("Accept-Language");
    chinese = languages == null || languages.toLowerCase(Locale.ROOT).startsWith("zh");
  }

  void unknown(HttpServletResponse response) throws IOException {
    send(
        response,
        404,
        say("链接无效或已过期", "This link is wrong or too old"),
        "",
        note(say("请回到原来的页面重新打开。", "Go back to where you came from and open it again.")),
        false);
  }

  void done(HttpServletResponse response) throws IOException {
    send(
        response,
        200,
        say("已完成", "Done"),
        "",
        note(say("可以关闭本页了。", "You can close this page.")),
        false);
  }

  /** Something stood in the way; the payment itself is as it was. */
  void trouble(HttpServletResponse response, Payment payment, String code) throws IOException {
    String words =
        switch (code) {
          case "payment_in_doubt" ->
              say(
                  "上一次支付的结果还在确认，请一分钟后再试；不会重复扣款。",
                  "What became of the last attempt is being confirmed. Try again in a minute; nothing is taken twice.");
          case "payment_no_merchant", "test_pay_in_earnest" ->
              say(
                  "这里暂时不能收款，请联系发起人。",
                  "Payments cannot be taken here at present. Tell whoever asked you.");
          case "payment_not_open" -> say("这笔支付已结束。", "This payment is over.");
          case "payment_tried_too_often" ->
              say("尝试次数过多，请联系发起人。", "There were too many attempts. Tell whoever asked you.");
          default ->
              say(
                  "支付没有成功发起，请稍后再试或换一种方式。",
                  "The payment could not be started. Try later, or in another way.");
        };
    send(
        response,
        code.equals("payment_refused") ? 502 : 409,
        payment.description(),
        payment.state().code(),
        sum(payment) + note(words) + again(),
        false);
  }

  /**
   * @param order what stands open, if anything
   * @param way how this payer can pay; null where they cannot
   * @param script what WeChat's own script is given, as attributes of an element
   */
  void show(
      HttpServletResponse response,
      Payment payment,
      @Nullable Order order,
      @Nullable Way way,
      String script,
      String back)
      throws IOException {
    String body =
        switch (payment.state()) {
          case PaymentState.Asked state -> begin(way);
          case PaymentState.Paying state -> order == null ? begin(way) : under(order, way, script);
          case PaymentState.InDoubt state ->
              note(
                      say(
                          "支付结果确认中，请稍候；不会重复扣款。",
                          "Confirming the payment. Please wait; nothing is taken twice."))
                  + again();
          case PaymentState.Paid state ->
              note(say("已支付，谢谢！", "Paid. Thank you!"))
                  + "<p><a class=\"button\" href=\"%s\">%s</a></p>"
                      .formatted(HtmlUtils.htmlEscape(back), say("继续", "Continue"));
          case PaymentState.Closed state ->
              note(say("支付已过期，没有扣款。", "Its time is over; nothing was taken."));
          case PaymentState.Disputed state ->
              note(
                  say(
                      "支付需要人工核对，请联系发起人。",
                      "A person has to look at this payment. Tell whoever asked you."));
          case PaymentState.RefundAsked state -> note(say("退款处理中。", "The refund is on its way."));
          case PaymentState.Refunded state -> note(say("已退款。", "Refunded."));
          case PaymentState.RefundFailed state ->
              note(
                  say(
                      "退款需要人工处理，请联系发起人。",
                      "A person has to see to the refund. Tell whoever asked you."));
        };
    send(
        response,
        200,
        payment.description(),
        payment.state().code(),
        sum(payment) + body,
        payment.state().open());
  }

  private String begin(@Nullable Way way) {
    if (way == null) {
      return note(
          say("请用系统浏览器打开本页付款。", "Open this page in your browser to pay.")
              + " "
              + say("（微信内支付还没有开通）", "(Paying inside WeChat is not set up.)"));
    }
    String test =
        way == Way.TEST
            ? "<p class=\"test\">"
                + say("测试支付：不是真钱，不会扣款。", "Test pay: imaginary money, nothing is taken.")
                + "</p>"
            : "";
    String other =
        way == Way.H5 ? button("native", say("改用二维码", "Show a code instead"), "second") : "";
    return test + button(way.code(), say("支付", "Pay"), "") + other;
  }

  private String under(Order order, @Nullable Way way, String script) {
    String handle = order.handle();
    if (handle == null) {
      return begin(way);
    }
    return switch (order.way()) {
      case JSAPI ->
          "<button type=\"button\" id=\"wechat\" %s>%s</button>"
                  .formatted(script, say("打开微信支付", "Open WeChat Pay"))
              + checking();
      case H5 ->
          "<p><a class=\"button\" id=\"h5\" href=\"%s\">%s</a></p>"
                  .formatted(HtmlUtils.htmlEscape(script), say("打开微信支付", "Open WeChat Pay"))
              + button("native", say("改用二维码", "Show a code instead"), "second")
              + checking();
      case NATIVE ->
          QrCode.svg(handle, say("付款二维码", "Code to pay"))
              + note(say("用微信扫一扫付款", "Scan with WeChat to pay"))
              + checking();
      case TEST ->
          "<p class=\"test\">"
              + say("测试支付：不是真钱，不会扣款。", "Test pay: imaginary money, nothing is taken.")
              + "</p>"
              + button("paid", say("假装已付款", "Pretend to pay"), "");
    };
  }

  private String checking() {
    return "<p class=\"note\" role=\"status\" id=\"checking\">"
        + say("付款后本页会自动更新。", "This page follows by itself once it is paid.")
        + "</p>";
  }

  private String again() {
    return "<p><a href=\"\">" + say("刷新", "Look again") + "</a></p>";
  }

  private static String button(String way, String words, String kind) {
    return "<form method=\"post\"><input type=\"hidden\" name=\"way\" value=\"%s\"><button class=\"%s\">%s</button></form>"
        .formatted(way, kind, words);
  }

  private static String sum(Payment payment) {
    return "<p class=\"sum\">" + yuan(payment.amount()) + "</p>";
  }

  private static String yuan(long fen) {
    return "¥"
        + NumberFormat.getIntegerInstance(Locale.ROOT).format(fen / 100)
        + ".%02d".formatted(fen % 100);
  }

  private static String note(String text) {
    return "<p>" + HtmlUtils.htmlEscape(text) + "</p>";
  }

  private String say(String zh, String en) {
    return chinese ? zh : en;
  }

  private void send(
      HttpServletResponse response,
      int status,
      String title,
      String state,
      String body,
      boolean following)
      throws IOException {
    String safe = HtmlUtils.htmlEscape(title);
    byte[] bytes =
        PAGE.formatted(
                chinese ? "zh-CN" : "en",
                safe,
                following ? "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>" : "",
                state,
                "<h1>" + safe + "</h1>" + body,
                following ? SCRIPT : "")
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("text/html;charset=utf-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
