package io.liana.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.Permission;
import io.liana.kit.ContractCheck;
import io.liana.kit.RunningLiana;
import io.liana.kit.Visitor;
import io.liana.kit.Visitor.Answer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class PermissionsTest {
  private final RunningLiana liana = RunningLiana.shared();

  @Test
  void every_endpoint_declares_a_known_permission_and_stands_in_the_contract() {
    Map<String, String> contract = ContractCheck.operations();
    var undeclared = new TreeSet<String>();
    var uncontracted = new TreeSet<String>();
    var different = new TreeMap<String, String>();
    endpoints()
        .forEach(
            (operation, permission) -> {
              if (permission.isEmpty()) {
                undeclared.add(operation);
              }
              String promised = contract.get(operation);
              if (promised == null) {
                uncontracted.add(operation);
              } else if (!promised.isEmpty() && !promised.equals(permission)) {
                different.put(operation, permission + " instead of " + promised);
              }
            });
    assertThat(undeclared).as("endpoints without @Permission").isEmpty();
    assertThat(uncontracted).as("endpoints api/openapi.yaml does not know").isEmpty();
    assertThat(different).as("endpoints whose permission is not the promised one").isEmpty();
    assertThat(endpoints().values())
        .as("permissions no role knows")
        .allMatch(
            permission ->
                Role.ALL_PERMISSIONS.contains(permission)
                    || List.of(Permission.PUBLIC, Permission.SIGNED_IN).contains(permission));
  }

  @Test
  void nobody_gets_in_without_a_session_or_a_token() {
    assertThat(liana.visitor().get("/operators").code()).isEqualTo("not_signed_in");
    assertThat(liana.script("lia_made_up").get("/operators").code()).isEqualTo("token_wrong");
  }

  @Test
  void a_token_does_what_its_scopes_say_and_no_more() {
    Answer made =
        liana
            .script()
            .post("/tokens", Map.of("name", "reader", "scopes", List.of("operator:read")));
    Visitor reader = liana.script(made.json().path("secret").asString());

    assertThat(reader.get("/operators").status()).isEqualTo(200);
    Answer refused = reader.get("/settings");
    assertThat(refused.code()).isEqualTo("not_allowed");
    assertThat(refused.json().at("/params/permission").asString()).isEqualTo("settings:read");

    String id = made.json().at("/token/id").asString();
    assertThat(liana.script().delete("/tokens/" + id).status()).isEqualTo(204);
    assertThat(reader.get("/operators").code()).isEqualTo("token_wrong");
  }

  @Test
  void nobody_gives_away_what_they_do_not_hold() {
    Answer made =
        liana.script().post("/tokens", Map.of("name", "maker", "scopes", List.of("token:write")));
    Visitor maker = liana.script(made.json().path("secret").asString());
    assertThat(
            maker.post("/tokens", Map.of("name", "more", "scopes", List.of("rule:write"))).code())
        .isEqualTo("not_allowed");
    assertThat(maker.post("/tokens", Map.of("name", "odd", "scopes", List.of("fly"))).code())
        .isEqualTo("scope_unknown");
  }

  private Map<String, String> endpoints() {
    var found = new TreeMap<String, String>();
    liana
        .bean(RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              if (!method.getBeanType().getName().startsWith("io.liana.")) {
                return;
              }
              Permission declared = method.getMethodAnnotation(Permission.class);
              if (declared == null) {
                declared =
                    AnnotatedElementUtils.findMergedAnnotation(
                        method.getBeanType(), Permission.class);
              }
              String permission = declared == null ? "" : declared.value();
              for (var verb : mapping.getMethodsCondition().getMethods()) {
                mapping
                    .getPatternValues()
                    .forEach(
                        pattern ->
                            found.put(ContractCheck.operation(verb.name(), pattern), permission));
              }
            });
    return found;
  }
}
