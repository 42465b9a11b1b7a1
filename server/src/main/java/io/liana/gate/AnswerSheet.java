package io.liana.gate;

import io.liana.content.Csv;
import io.liana.gate.AnswerController.AnswerView;
import io.liana.gate.AnswerController.Said;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers as CSV that a spreadsheet opens: a column for each question of the page as it is now. A
 * cell that would be a formula begins with an apostrophe, so that it is text.
 */
final class AnswerSheet {
  private final Map<String, String> columns = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder(Csv.MARK);

  AnswerSheet(PageDocument document) {
    document
        .gates()
        .forEach(
            gate ->
                gate.asked()
                    .forEach(
                        question ->
                            columns.put(gate.key() + "." + question.key(), question.label())));
    text.append("id,submitted_at,gate,version,state,payment,member,code,double_by,words");
    columns.values().forEach(this::cell);
    text.append("\r\n");
  }

  void add(AnswerView answer) {
    text.append(answer.id());
    cell(answer.submittedAt().toString());
    cell(answer.title());
    cell(Integer.toString(answer.version()));
    cell(answer.state());
    cell(answer.payment());
    cell(answer.member() == null ? null : answer.member().name());
    cell(answer.code());
    cell(answer.doubled() == null ? null : answer.doubled().by());
    cell(answer.words());
    Map<String, String> said = new LinkedHashMap<>();
    for (Said one : answer.said()) {
      said.put(answer.gate() + "." + one.key(), String.join("; ", one.values()));
    }
    columns.keySet().forEach(key -> cell(said.get(key)));
    text.append("\r\n");
  }

  private void cell(@Nullable String value) {
    text.append(',').append(Csv.cell(value));
  }

  String text() {
    return text.toString();
  }
}
