/** Tests of the download room, over a cloud in memory and a real index and content store. */
@NullMarked
package dev.stratus.sync.download;

import org.jspecify.annotations.NullMarked;
