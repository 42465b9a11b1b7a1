/**
 * Who may do what: operators with a role and the communities they see, their sessions, tokens for
 * scripts, and the first operator by a one-time link. {@link io.liana.identity.AccessInterceptor}
 * is the gate every endpoint stands behind; it reads the endpoint's {@code @Permission} and hands
 * the controller a {@code Caller}.
 *
 * <p>Tables {@code identity_operator}, {@code identity_session}, {@code identity_token}, {@code
 * identity_settings}. Secrets are stored as hashes only.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "journal"})
package io.liana.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
