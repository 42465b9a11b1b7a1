package io.liana;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {
  @Test
  void arrows_point_down_the_list_only() {
    ApplicationModules.of(Liana.class).verify();
  }
}
