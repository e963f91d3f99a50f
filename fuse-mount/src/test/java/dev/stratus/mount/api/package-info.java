/** Programs that use cloudSync's API on a real mount, each in a process of its own. */
@NullMarked
package dev.stratus.mount.api;

import org.jspecify.annotations.NullMarked;
