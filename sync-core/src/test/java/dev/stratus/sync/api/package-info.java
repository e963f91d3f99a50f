/** Tests of what programs call, over a mount that is only played. */
@NullMarked
package dev.stratus.sync.api;

import org.jspecify.annotations.NullMarked;
