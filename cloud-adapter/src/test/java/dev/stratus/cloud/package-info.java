/**
 * The contract of {@link dev.stratus.cloud.CloudStore} as tests: one suite that every store has to
 * pass, and the walls of this module.
 */
@NullMarked
package dev.stratus.cloud;

import org.jspecify.annotations.NullMarked;
