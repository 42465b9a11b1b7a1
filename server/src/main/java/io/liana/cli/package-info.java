/**
 * The command line. {@link io.liana.cli.Main} picks a {@link io.liana.cli.Command}; a command
 * speaks HTTP to the server that owns the data folder, through {@link io.liana.cli.LocalServer},
 * which starts one for the length of the command when none is running.
 *
 * <p>To add a command: implement {@link io.liana.cli.Command} here and list it in {@link
 * io.liana.cli.Commands}. It uses the HTTP interface, so whatever it does can be done by a script
 * too.
 */
@NullMarked
package io.liana.cli;

import org.jspecify.annotations.NullMarked;
