/** Real mounts that are killed, and machines that lose their power. */
@NullMarked
package dev.stratus.mount.crash;

import org.jspecify.annotations.NullMarked;
