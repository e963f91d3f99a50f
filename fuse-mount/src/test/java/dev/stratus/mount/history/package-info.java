/** Versions of files, the trash and names that stay here, on real mounts of a MinIO bucket. */
@NullMarked
package dev.stratus.mount.history;

import org.jspecify.annotations.NullMarked;
