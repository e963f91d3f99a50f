/** Tests of names. */
@NullMarked
package dev.stratus.sync.namespace;

import org.jspecify.annotations.NullMarked;
