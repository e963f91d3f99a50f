/** Tests of what may be dropped, over a cloud in memory and a real index and content store. */
@NullMarked
package dev.stratus.sync.space;

import org.jspecify.annotations.NullMarked;
