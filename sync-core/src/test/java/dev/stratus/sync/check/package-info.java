/** What the check finds, without a whole core around it. */
@NullMarked
package dev.stratus.sync.check;

import org.jspecify.annotations.NullMarked;
