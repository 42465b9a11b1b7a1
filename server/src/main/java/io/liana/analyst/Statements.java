package io.liana.analyst;

import io.liana.analyst.Queries.Answer;
import io.liana.analyst.SqlController.SqlGiven;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs a statement that was kept; who it is run for must have been asked before. */
@Component
public class Statements {
  private final Queries queries;
  private final JsonMapper json;

  Statements(Queries queries, JsonMapper json) {
    this.queries = queries;
    this.json = json;
  }

  /** With as many rows as an export has. */
  public Answer run(CommunityId community, JsonNode question) {
    SqlGiven given;
    try {
      given = json.treeToValue(question, SqlGiven.class);
    } catch (JacksonException e) {
      throw Given.wrong("question", "cannot be read: open it on its page and save it anew");
    }
    return queries.export(SqlController.query(community, given));
  }
}
