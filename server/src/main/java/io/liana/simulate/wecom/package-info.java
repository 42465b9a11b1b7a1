/**
 * WeCom, imitated: its interface under {@code /cgi-bin} with real tokens, its callbacks with real
 * signatures and encryption, and what breaks naive clients, on demand. A test or an operator makes
 * a corporation with {@code POST /simulator/corps} and moves it with {@code
 * /simulator/corps/ID/act}, {@code /faults} and {@code /callback}; docs/connect/wecom.md lists all.
 */
@NullMarked
package io.liana.simulate.wecom;

import org.jspecify.annotations.NullMarked;
