/**
 * Who buys, and what they are worth: orders and refunds from outside shops come in batches that can
 * be taken back ({@link io.liana.customer.Imports}); {@link io.liana.customer.Books} is what
 * happened, and the models of {@code statistics} say what it means. How to reach a buyer is hashed
 * and not kept. {@link io.liana.customer.Holdouts} asks by lot what an invitation does. Tables
 * {@code customer_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "channel",
      "channel :: account",
      "community",
      "content",
      "member",
      "acquisition",
      "statistics"
    })
package io.liana.customer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
