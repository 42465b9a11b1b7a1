/**
 * Foreign platforms, imitated: separate processes that speak a platform's own protocol over real
 * HTTP and WebSocket, keep everything in memory, and misbehave on demand as the original does. For
 * tests, and for an operator who wants to try a connector without an account: {@code liana simulate
 * NAME}. A simulator is no part of the server; nothing here is used by a module.
 */
@NullMarked
package io.liana.simulate;

import org.jspecify.annotations.NullMarked;
