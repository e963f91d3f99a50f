/** Tests of the decorators. */
@NullMarked
package dev.stratus.cloud.guard;

import org.jspecify.annotations.NullMarked;
