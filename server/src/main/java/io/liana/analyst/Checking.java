package io.liana.analyst;

import io.liana.kernel.Problem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the tree of a statement, as the engine itself reads it, and lets through what is on the
 * lists: one SELECT, over our views and what it names itself, with functions that compute. What is
 * on none is refused, so that what a later engine learns is not allowed by itself.
 */
final class Checking {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Set<String> VIEWS =
      Arrays.stream(FactView.values()).map(FactView::code).collect(Collectors.toSet());

  /** Parts of a statement that are not expressions. */
  private static final Set<String> PARTS =
      words(
          """
          SELECT_NODE SET_OPERATION_NODE CTE_NODE BASE_TABLE SUBQUERY JOIN TABLE_FUNCTION EMPTY EXPRESSION_LIST
          ORDER_MODIFIER LIMIT_MODIFIER LIMIT_PERCENT_MODIFIER DISTINCT_MODIFIER ASCENDING DESCENDING ORDER_DEFAULT
          """);

  private static final Set<String> EXPRESSIONS =
      words(
          """
          COLUMN_REF CONSTANT FUNCTION WINDOW COMPARISON CONJUNCTION OPERATOR CAST CASE BETWEEN SUBQUERY STAR PARAMETER
          LAMBDA LAMBDA_REF COLLATE TYPE POSITIONAL_REFERENCE
          """);

  /** Rows out of nothing. */
  private static final Set<String> ROWS = words("range generate_series unnest");

  /**
   * They compute from what they are given, and what they give is not many times larger: the engine
   * counts the memory of tables, not that of a single long text.
   */
  private static final Set<String> FUNCTIONS =
      words(
          """
          count count_star count_if countif sum avg mean min max median mode quantile quantile_cont quantile_disc mad
          stddev stddev_pop stddev_samp variance var_pop var_samp skewness kurtosis corr covar_pop covar_samp regr_slope
          regr_intercept regr_r2 regr_count regr_avgx regr_avgy regr_sxx regr_sxy regr_syy entropy sem product fsum favg
          first last any_value arbitrary arg_max arg_min max_by min_by bool_and bool_or bit_and bit_or bit_xor
          approx_count_distinct approx_quantile string_agg group_concat listagg list array_agg histogram
          row_number rank dense_rank rank_dense percent_rank cume_dist ntile lag lead first_value last_value nth_value
          abs ceil ceiling floor round trunc even sign sqrt cbrt exp ln log log10 log2 pow power mod fmod add subtract
          multiply divide greatest least gcd lcm pi sin cos tan asin acos atan atan2 cot degrees radians gamma lgamma
          factorial isnan isfinite isinf random hash xor bit_count
          length len strlen char_length character_length lower upper lcase ucase trim ltrim rtrim left right substring
          substr concat concat_ws contains starts_with ends_with prefix suffix strpos position instr reverse
          regexp_matches regexp_full_match regexp_extract split_part string_split split like_escape ilike_escape
          not_like_escape not_ilike_escape ascii chr unicode md5 levenshtein damerau_levenshtein jaccard
          jaro_similarity jaro_winkler_similarity format_bytes strftime strptime try_strptime
          year month day hour minute second millisecond microsecond quarter week weekofyear dayofweek dayofmonth
          dayofyear weekday isodow isoyear yearweek decade century epoch epoch_ms date_part datepart date_trunc datetrunc
          date_diff datediff date_sub datesub date_add last_day dayname monthname make_date make_time make_timestamp
          age now today current_date timezone time_bucket to_years to_months to_weeks to_days to_hours to_minutes
          to_seconds to_milliseconds to_quarters to_timestamp julian
          coalesce nullif ifnull if typeof list_value list_contains list_has list_has_any list_has_all list_position
          list_extract list_element list_slice list_sort list_reverse_sort list_distinct list_unique list_sum list_avg
          list_min list_max list_median list_count list_filter list_transform list_first list_last array_length
          array_contains array_extract array_slice array_to_string array_to_string_comma_default element_at map
          map_keys map_values map_extract map_entries cardinality struct_pack struct_extract row unnest grouping
          grouping_id width_bucket equi_width_bins error
          """);

  /** {@code +}, {@code ||}, {@code ~~} and their like. */
  private static final Pattern OPERATOR = Pattern.compile("[^\\p{Alnum}_]{1,6}|!?~~\\*?");

  /** What engines call tables of their own; a statement may not hide behind such a name. */
  private static final Pattern THE_ENGINES_OWN =
      Pattern.compile("(duckdb|pg|sqlite|pragma|information_schema)(_.*)?");

  private final Set<String> named = new HashSet<>();

  private Checking() {}

  /**
   * @throws Problem 400 {@code sql_wrong} as the engine says it, {@code sql_not_allowed} with what
   */
  static void check(Connection on, String sql) throws SQLException {
    JsonNode tree = tree(on, sql);
    if (tree.path("error").asBoolean(true)) {
      if (tree.path("error_type").asString("").equals("not implemented")) {
        throw refused("statement", sql.strip().split("\\W", 2)[0].toUpperCase(Locale.ROOT));
      }
      throw Troubles.wrong(
          tree.path("error_message").asString(""), sql, tree.path("position").asInt(-1));
    }
    if (tree.path("statements").size() != 1) {
      throw refused("statement", ";");
    }
    var checking = new Checking();
    checking.name(tree);
    checking.walk(tree.path("statements"));
  }

  private static JsonNode tree(Connection on, String sql) throws SQLException {
    try (var statement =
        on.prepareStatement(
            "select json_serialize_sql(?::varchar, skip_null := true, skip_empty := true)")) {
      statement.setString(1, sql);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return JSON.readTree(row.getString(1));
      }
    }
  }

  /** {@code with x as (…)}: all of them first, one may stand behind its use. */
  private void name(JsonNode node) {
    for (JsonNode one : node.path("cte_map").path("map")) {
      String name = one.path("key").asString("").toLowerCase(Locale.ROOT);
      if (THE_ENGINES_OWN.matcher(name).matches()) {
        throw refused("table", name);
      }
      named.add(name);
    }
    node.forEach(this::name);
  }

  private void walk(JsonNode node) {
    if (node.isObject()) {
      String expression = node.path("class").asString("");
      JsonNode type = node.path("type");
      if (!expression.isEmpty()) {
        must(EXPRESSIONS, expression, "expression");
      } else if (type.isString()) {
        part(node, type.asString(""));
      }
      if (node.has("function_name") && !type.asString("").equals("TABLE_FUNCTION")) {
        call(node, FUNCTIONS);
      }
    }
    for (var field : node.properties()) {
      boolean rows =
          field.getKey().equals("function")
              && node.path("type").asString("").equals("TABLE_FUNCTION");
      if (rows) {
        call(field.getValue(), ROWS);
        field.getValue().path("arguments").forEach(this::walk);
      } else {
        walk(field.getValue());
      }
    }
    if (node.isArray()) {
      node.forEach(this::walk);
    }
  }

  private void part(JsonNode node, String type) {
    if (type.endsWith("_TYPE_INFO")) {
      return; // of a constant's type
    }
    if (type.equals("RECURSIVE_CTE_NODE")) {
      throw refused("statement", "WITH RECURSIVE");
    }
    if (type.equals("SHOW_REF")) {
      throw refused("statement", "SHOW");
    }
    must(PARTS, type, "statement");
    if (type.equals("BASE_TABLE")) {
      String table = only(node, "table", node.path("table_name").asString(""));
      if (!VIEWS.contains(table) && !named.contains(table)) {
        throw refused("table", table);
      }
    }
  }

  private static void call(JsonNode node, Set<String> known) {
    String function = only(node, "function", node.path("function_name").asString(""));
    if (!known.contains(function) && !OPERATOR.matcher(function).matches()) {
      throw refused("function", function);
    }
  }

  /** A name that stands alone: with a schema or a catalogue before it, it may be another's. */
  private static String only(JsonNode node, String what, String name) {
    JsonNode path = node.path("qualified_name").path("path");
    if (path.size() > 1 || node.has("schema_name") || node.has("catalog_name")) {
      throw refused(
          what, path.valueStream().map(JsonNode::asString).collect(Collectors.joining(".")));
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private static void must(Set<String> known, String word, String what) {
    if (!known.contains(word)) {
      throw refused(what, word);
    }
  }

  private static Problem refused(String what, String name) {
    String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    return Problem.invalid(
        "sql_not_allowed",
        "The %s %s is not allowed here: one SELECT over the documented tables is."
            .formatted(what, shown),
        Map.of("what", what, "name", shown));
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
