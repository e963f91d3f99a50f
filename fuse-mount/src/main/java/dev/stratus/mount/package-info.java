/**
 * The kernel's side, the command line and the composition root, the only place that sees all parts.
 */
@NullMarked
package dev.stratus.mount;

import org.jspecify.annotations.NullMarked;
