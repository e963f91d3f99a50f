/** What requests that come to nothing mean for those who wait. */
@NullMarked
package dev.stratus.sync.network;

import org.jspecify.annotations.NullMarked;
