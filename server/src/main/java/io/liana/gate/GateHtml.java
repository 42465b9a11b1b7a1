package io.liana.gate;

import io.liana.gate.Answers.Wrong;
import io.liana.gate.Outcome.Fault;
import io.liana.gate.Outcome.Faulty;
import io.liana.gate.PageHtml.Shown;
import io.liana.gate.Question.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws one gate. Works without scripts, but for the proof of work. */
final class GateHtml {
  private final boolean chinese;
  private final Shown shown;
  private final Html html;

  GateHtml(boolean chinese, Shown shown, Html html) {
    this.chinese = chinese;
    this.shown = shown;
    this.html = html;
  }

  void gate(Gate gate) {
    Faulty faulty = gate.key().equals(shown.at()) ? shown.faulty() : null;
    if (faulty != null) {
      html.tag("p class=\"fault\" role=\"alert\"", fault(faulty.fault()));
    } else if (shown.notice() != null && gate.key().equals(shown.at())) {
      html.tag("p class=\"fault\" role=\"alert\"", shown.notice().in(chinese));
    }
    switch (gate) {
      case Gate.Form form -> form(gate.key(), form.questions(), Say.SEND, faulty);
      case Gate.Application asked -> form(gate.key(), asked.questions(), Say.APPLY, faulty);
      case Gate.Quiz quiz -> quiz(quiz, faulty);
      case Gate.Membership _ -> membership(gate.key());
      case Gate.Invite invite -> invite(invite);
      case Gate.Follow follow -> follow(follow);
      case Gate.Fee fee -> fee(fee);
    }
  }

  private String fault(Fault fault) {
    return switch (fault) {
      case ANSWERS -> Say.FAULTS.in(chinese);
      case CAPTCHA -> Say.FAULT_CAPTCHA.in(chinese);
      case CODE -> Say.CODE_WRONG.in(chinese);
      case QUIZ -> Say.QUIZ_AGAIN.in(chinese);
      case CHANGED -> Say.FAULT_CHANGED.in(chinese);
      case STRANGE -> Say.FAULT_STRANGE.in(chinese);
    };
  }

  void open(String gate) {
    html.raw("<form method=\"post\" enctype=\"multipart/form-data\"")
        .attribute("action", shown.action(gate));
    if (shown.document().captcha()) {
      html.attribute("data-challenge", shown.action("challenge"));
    }
    html.attribute("data-started", shown.action(gate + "/started"))
        .attribute("data-counting", Say.COUNTING.in(chinese))
        .raw("><input type=\"hidden\" name=\"v\"")
        .attribute("value", Integer.toString(shown.version()))
        .raw(">");
  }

  void close(String button, boolean captcha) {
    if (captcha && shown.document().captcha()) {
      html.raw("<input type=\"hidden\" name=\"altcha\"><noscript>")
          .tag("p class=\"fault\"", Say.NO_SCRIPT.in(chinese))
          .raw("</noscript>");
    }
    html.raw("<button class=\"go\"" + (shown.preview() ? " type=\"button\"" : "") + ">")
        .text(button)
        .raw("</button></form>");
  }

  private void form(String gate, List<Question> questions, Say button, @Nullable Faulty faulty) {
    open(gate);
    Map<String, List<String>> given = faulty == null ? Map.of() : faulty.given();
    for (Question question : questions) {
      question(
          gate,
          question,
          given.getOrDefault(question.key(), List.of()),
          faulty == null ? null : faulty.wrong().get(question.key()));
    }
    close(button.in(chinese), true);
  }

  private void question(String gate, Question question, List<String> given, @Nullable Wrong wrong) {
    String id = gate + "-" + question.key();
    String name = Sent.ANSWER + question.key();
    boolean choice = question.kind() == Kind.ONE || question.kind() == Kind.MANY;
    boolean box = choice || question.kind() == Kind.CONSENT;
    html.raw(box ? "<fieldset class=\"q\"" : "<div class=\"q\"");
    if (question.when() != null) {
      html.attribute("data-when", Sent.ANSWER + question.when().question())
          .attribute("data-is", String.join("\n", question.when().is()));
    }
    html.raw(">");
    html.raw(box ? "<legend>" : "<label for=\"" + id + "\">").text(question.label());
    html.tag("small", question.required() ? Say.NEEDED.in(chinese) : Say.OPTIONAL.in(chinese));
    html.raw(box ? "</legend>" : "</label>");
    String hint =
        question.kind() == Kind.UPLOAD && question.hint() == null
            ? Say.UPLOAD_ABOUT.in(chinese)
            : question.hint();
    if (hint != null && !hint.isBlank()) {
      html.raw("<p class=\"hint\" id=\"" + id + "-h\">").text(hint).raw("</p>");
    }
    input(question, id, name, given, wrong, hint);
    if (wrong != null) {
      html.raw("<p class=\"fault\" id=\"" + id + "-e\">").text(say(wrong)).raw("</p>");
    }
    html.raw(box ? "</fieldset>" : "</div>");
  }

  private void input(
      Question question,
      String id,
      String name,
      List<String> given,
      @Nullable Wrong wrong,
      @Nullable String hint) {
    String value = given.isEmpty() ? "" : given.getFirst();
    // A question that may be hidden must not stop the browser from sending the rest.
    boolean must = question.required() && question.when() == null;
    String about = about(id, name, must, wrong, hint);
    switch (question.kind()) {
      case TEXT -> field("text", about + " maxlength=\"" + Answers.LONGEST_TEXT + "\"", value);
      case PHONE -> field("tel", about + " autocomplete=\"tel\" inputmode=\"tel\"", value);
      case DATE -> field("date", about, value);
      case BIRTHDAY -> field("date", about + " autocomplete=\"bday\"", value);
      case UPLOAD ->
          html.raw(
                  "<input type=\"file\" accept=\"image/png,image/jpeg,image/webp,application/pdf\"")
              .raw(about + ">");
      case LONG_TEXT ->
          html.raw("<textarea rows=\"4\" maxlength=\"" + Answers.LONGEST_LONG_TEXT + "\"" + about)
              .raw(">")
              .text(value)
              .raw("</textarea>");
      case ONE -> options("radio", name, question.options(), given, must);
      case MANY -> options("checkbox", name, question.options(), given, false);
      case CONSENT ->
          option("checkbox", name, Answers.AGREED, Say.CONSENT.in(chinese), given, must);
      case REGION -> region(about, value);
    }
  }

  private static String about(
      String id, String name, boolean must, @Nullable Wrong wrong, @Nullable String hint) {
    String described =
        (hint == null || hint.isBlank() ? "" : id + "-h ") + (wrong == null ? "" : id + "-e");
    return " id=\"%s\" name=\"%s\"".formatted(id, name)
        + (must ? " required" : "")
        + (wrong == null ? "" : " aria-invalid=\"true\"")
        + (described.isEmpty() ? "" : " aria-describedby=\"" + described.strip() + "\"");
  }

  private void field(String type, String about, String value) {
    html.raw("<input type=\"" + type + "\"" + about).attribute("value", value).raw(">");
  }

  private void options(
      String type, String name, List<String> options, List<String> given, boolean must) {
    options.forEach(option -> option(type, name, option, option, given, must));
  }

  private void option(
      String type, String name, String value, String label, List<String> given, boolean must) {
    html.raw("<label class=\"o\"><input type=\"" + type + "\"")
        .attribute("name", name)
        .attribute("value", value)
        .when(given.contains(value), " checked")
        .when(must, " required")
        .raw(">")
        .tag("span", label)
        .raw("</label>");
  }

  private void region(String about, String value) {
    html.raw("<select" + about + "><option value=\"\">")
        .text(Say.CHOOSE.in(chinese))
        .raw("</option>");
    Provinces.all()
        .forEach(
            (province, cities) -> {
              html.raw("<optgroup").attribute("label", province).raw(">");
              cities.forEach(
                  city -> {
                    String both = province + " " + city;
                    html.raw("<option")
                        .attribute("value", both)
                        .when(both.equals(value), " selected")
                        .raw(">")
                        .text(city)
                        .raw("</option>");
                  });
              html.raw("</optgroup>");
            });
    html.raw("</select>");
  }

  private void quiz(Gate.Quiz quiz, @Nullable Faulty faulty) {
    int tries = shown.standing().tries(quiz);
    html.tag("p class=\"hint\"", Say.QUIZ_ABOUT.in(chinese, quiz.pass(), quiz.items().size()));
    if (quiz.tries() > 0) {
      html.tag("p class=\"hint\"", Say.QUIZ_LEFT.in(chinese, quiz.tries() - tries));
    }
    open(quiz.key());
    html.raw("<input type=\"hidden\" name=\"try\"")
        .attribute("value", Integer.toString(tries))
        .raw(">");
    Map<String, List<String>> given = faulty == null ? Map.of() : faulty.given();
    for (int i = 0; i < quiz.items().size(); i++) {
      Gate.Quiz.Item item = quiz.items().get(i);
      boolean one = item.right().size() == 1;
      html.raw("<fieldset class=\"q\"><legend>").text(item.text());
      if (!one) {
        html.tag("small", Say.MANY.in(chinese));
      }
      html.raw("</legend>");
      for (int place = 0; place < item.options().size(); place++) {
        option(
            one ? "radio" : "checkbox",
            "q" + i,
            Integer.toString(place),
            item.options().get(place),
            given.getOrDefault("q" + i, List.of()),
            one);
      }
      html.raw("</fieldset>");
    }
    close(Say.SEND.in(chinese), true);
  }

  private void membership(String gate) {
    open(gate);
    html.raw("<div class=\"q\"><label for=\"" + gate + "-code\">")
        .text(Say.CODE.in(chinese))
        .raw("</label><input type=\"text\" name=\"code\" required maxlength=\"40\"")
        .raw(" autocomplete=\"off\" autocapitalize=\"characters\" id=\"" + gate + "-code\"></div>");
    close(Say.CHECK.in(chinese), true);
  }

  private void invite(Gate.Invite invite) {
    html.tag("p", Say.FRIENDS.in(chinese, invite.friends(), shown.standing().friends()))
        .tag("p class=\"hint\"", Say.FRIENDS_TEXT.in(chinese))
        .raw("<div class=\"q\"><label for=\"" + invite.key() + "-link\">")
        .text(Say.FRIENDS_LINK.in(chinese))
        .raw("</label><input type=\"text\" readonly id=\"" + invite.key() + "-link\"")
        .attribute("value", shown.invite())
        .raw("></div>");
  }

  private void follow(Gate.Follow follow) {
    html.tag("p", Say.FOLLOW_TEXT.in(chinese));
    if (follow.picture() != null) {
      html.raw("<img class=\"code\"")
          .attribute("alt", follow.title())
          .attribute("src", "/p/picture/" + follow.picture())
          .raw(">");
    }
    if (shown.inWeChat() || shown.preview()) {
      html.raw("<a class=\"go\"")
          .attribute("href", shown.preview() ? "#" : shown.action(follow.key() + "/wechat"))
          .raw(">")
          .text(Say.FOLLOW_DONE.in(chinese))
          .raw("</a>");
    } else {
      html.tag("p class=\"hint\"", Say.FOLLOW_WECHAT.in(chinese));
    }
  }

  private void fee(Gate.Fee fee) {
    String yuan = String.format(Locale.ROOT, "%d.%02d", fee.amount() / 100, fee.amount() % 100);
    html.tag("p", Say.FEE.in(chinese, yuan));
    open(fee.key());
    close(Say.PAY.in(chinese, "¥" + yuan), false);
  }

  private String say(Wrong wrong) {
    return switch (wrong) {
      case MISSING -> Say.MISSING.in(chinese);
      case TOO_LONG -> Say.TOO_LONG.in(chinese);
      case NOT_AN_OPTION -> Say.NOT_AN_OPTION.in(chinese);
      case NO_PHONE -> Say.NO_PHONE.in(chinese);
      case NO_DATE -> Say.NO_DATE.in(chinese);
      case NO_REGION -> Say.NO_REGION.in(chinese);
      case NOT_ONE -> Say.NOT_ONE.in(chinese);
      case UNKNOWN -> Say.UNKNOWN.in(chinese);
      case NO_UPLOAD -> Say.NO_UPLOAD.in(chinese);
    };
  }
}
