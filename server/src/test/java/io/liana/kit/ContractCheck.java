package io.liana.kit;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Holds every HTTP answer of a test against {@code api/openapi.yaml}. */
public final class ContractCheck {
  private static final String IRI = "https://liana.invalid/openapi";
  private static final String PROBLEM = "#/components/schemas/Problem";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNode CONTRACT = contract();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          Dialects.getOpenApi31(),
          builder -> builder.schemas(Map.of(IRI, JSON.writeValueAsString(CONTRACT))));
  private static final Map<String, Schema> LOADED = new ConcurrentHashMap<>();

  private ContractCheck() {}

  /**
   * @param path below {@code /api/v1}, e.g. {@code /groups/7?limit=2}
   */
  public static void answer(
      String method, String path, int status, String contentType, String body) {
    String asked = method + " " + path;
    String template = template(method, path);
    String at = "#/paths/" + escaped(template) + "/" + method.toLowerCase();
    JsonNode responses = node(at).path("responses");
    String code = responses.has(String.valueOf(status)) ? String.valueOf(status) : "default";
    JsonNode response = resolved(responses.path(code));
    if (response.isMissingNode()) {
      boolean ours = status == 401 || status == 403; // any closed door may say so
      must(ours, asked + " answered " + status + ", which the contract does not know");
      valid(PROBLEM, body, asked);
      return;
    }
    JsonNode content = response.path("content");
    if (content.isEmpty()) {
      must(body.isEmpty(), asked + " answered a body where the contract has none: " + body);
      return;
    }
    String type = contentType.replaceFirst(";.*", "").strip();
    must(content.has(type), asked + " answered " + type + ", the contract says " + content);
    if (type.endsWith("json")) {
      String pointer = pointerOf(responses.path(code), at + "/responses/" + code);
      valid(pointer + "/content/" + escaped(type) + "/schema", body, asked);
    }
  }

  /**
   * Every operation of the contract, as {@code GET /api/v1/groups/{}}, with the permission it names
   * (empty when it names none). Path variables may be called differently in code.
   */
  public static Map<String, String> operations() {
    var all = new TreeMap<String, String>();
    for (var path : CONTRACT.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          all.put(
              operation(operation.getKey().toUpperCase(), "/api/v1" + path.getKey()),
              operation.getValue().path("x-permission").asString(""));
        }
      }
    }
    return all;
  }

  public static String operation(String method, String pattern) {
    return method + " " + pattern.replaceAll("\\{[^}]*}", "{}");
  }

  private static void valid(String pointer, String body, String asked) {
    Schema schema =
        LOADED.computeIfAbsent(pointer, place -> SCHEMAS.getSchema(SchemaLocation.of(IRI + place)));
    List<Error> errors = schema.validate(JSON.readTree(body));
    must(
        errors.isEmpty(),
        asked
            + " broke the contract:\n"
            + errors.stream()
                .map(error -> "  " + error.getInstanceLocation() + " " + error.getMessage())
                .collect(Collectors.joining("\n"))
            + "\nin "
            + body);
  }

  private static String template(String method, String path) {
    String bare = path.replaceFirst("\\?.*", "");
    String best = null;
    for (var candidate : CONTRACT.path("paths").properties()) {
      String regex = Pattern.compile("\\{[^}]*}").matcher(candidate.getKey()).replaceAll("[^/]+");
      boolean fits = bare.matches(regex.replace(".", "\\."));
      // /operators/me beats /operators/{operator}: the one with fewer holes is meant
      boolean better = best == null || holes(candidate.getKey()) < holes(best);
      if (fits && better && candidate.getValue().has(method.toLowerCase())) {
        best = candidate.getKey();
      }
    }
    must(best != null, "The contract has no " + method + " " + bare);
    return best;
  }

  private static long holes(String template) {
    return template.chars().filter(c -> c == '{').count();
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? node(node.path("$ref").asString()) : node;
  }

  private static String pointerOf(JsonNode node, String otherwise) {
    return node.path("$ref").asString(otherwise);
  }

  private static JsonNode node(String pointer) {
    return CONTRACT.at(pointer.substring(1));
  }

  private static String escaped(String segment) {
    return segment.replace("~", "~0").replace("/", "~1");
  }

  private static void must(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }

  private static JsonNode contract() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("api/openapi.yaml");
      if (Files.exists(file)) {
        try {
          return YAMLMapper.builder().build().readTree(Files.readString(file));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new IllegalStateException(
        "api/openapi.yaml is not above " + Path.of("").toAbsolutePath());
  }
}
