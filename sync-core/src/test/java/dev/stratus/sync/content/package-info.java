/** Tests of local copies: which bytes are here, and what is known of them after a kill. */
@NullMarked
package dev.stratus.sync.content;

import org.jspecify.annotations.NullMarked;
