/**
 * Whether the cloud answers, and how long programs wait for it.
 *
 * <p>{@link dev.stratus.sync.network.NetworkWatch} is told what each request came to; {@link
 * dev.stratus.sync.network.Patience} is what everybody asks who lets a program wait. Nothing here
 * sends a request, and nothing has to survive a crash. No locks: both are looked at all the time.
 */
@NullMarked
package dev.stratus.sync.network;

import org.jspecify.annotations.NullMarked;
