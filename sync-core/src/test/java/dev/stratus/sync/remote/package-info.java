/** Listings and compares over a cloud in memory, and the form of metadata. */
@NullMarked
package dev.stratus.sync.remote;

import org.jspecify.annotations.NullMarked;
