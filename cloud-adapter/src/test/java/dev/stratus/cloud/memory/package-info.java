/** Tests of the cloud in memory and of its faults. */
@NullMarked
package dev.stratus.cloud.memory;

import org.jspecify.annotations.NullMarked;
