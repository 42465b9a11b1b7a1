package io.liana.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a caller must be allowed to do before this endpoint answers, e.g. {@code community:read}.
 * {@link #PUBLIC} endpoints answer anybody. An architecture test fails for an endpoint without one.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Permission {
  String PUBLIC = "public";

  /** Anybody signed in, and any valid token. */
  String SIGNED_IN = "signed-in";

  String value();
}
