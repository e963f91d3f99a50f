/** The whole core over a cloud in memory: from the view to the bucket and back. */
@NullMarked
package dev.stratus.sync.core;

import org.jspecify.annotations.NullMarked;
