/**
 * What the user asked for: flags over environment over one YAML file, checked, with the
 * credentials.
 *
 * <p>Turns text into values and says in one sentence what is wrong with it. Nothing here opens a
 * connection, a mount or a state directory. Called by the {@code mount} command; no locks, no
 * state. Secrets pass through and are never printed.
 */
@NullMarked
package dev.stratus.mount.config;

import org.jspecify.annotations.NullMarked;
