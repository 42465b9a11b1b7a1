package io.liana.gate;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** HTML being written: tags by us, everything else escaped. */
final class Html {
  private final StringBuilder text = new StringBuilder();

  /** Markup of ours, nothing of anybody else. */
  Html raw(String markup) {
    text.append(markup);
    return this;
  }

  Html text(@Nullable String words) {
    text.append(words == null ? "" : HtmlUtils.htmlEscape(words, "UTF-8"));
    return this;
  }

  /** A tag with what it holds as text. */
  Html tag(String tag, @Nullable String words) {
    return raw("<" + tag + ">").text(words).raw("</" + tag.replaceFirst(" .*", "") + ">");
  }

  Html attribute(String name, @Nullable String value) {
    return raw(" " + name + "=\"").text(value).raw("\"");
  }

  Html when(boolean holds, String markup) {
    return holds ? raw(markup) : this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
