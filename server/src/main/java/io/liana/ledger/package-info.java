/**
 * Who owes whom, in whole units: money in 分, later points. Double entry: every entry's postings add
 * up to zero, carries a key that is posted once, and is never changed; a mistake is answered by
 * another entry. PostgreSQL itself refuses anything else. An account's code says what it is for;
 * what comes in is positive. Tables {@code ledger_*}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel"})
package io.liana.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
