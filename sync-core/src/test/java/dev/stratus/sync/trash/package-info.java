/** The trash over a directory and a clock of the test's own. */
@NullMarked
package dev.stratus.sync.trash;

import org.jspecify.annotations.NullMarked;
