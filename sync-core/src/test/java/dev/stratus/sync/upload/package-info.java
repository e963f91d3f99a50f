/** The uploader over a cloud in memory, with a real index and real content files. */
@NullMarked
package dev.stratus.sync.upload;

import org.jspecify.annotations.NullMarked;
