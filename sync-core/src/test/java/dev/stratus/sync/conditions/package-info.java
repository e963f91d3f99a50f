/** Tests of the room that knows battery and heat. */
@NullMarked
package dev.stratus.sync.conditions;

import org.jspecify.annotations.NullMarked;
