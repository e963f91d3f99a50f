/**
 * What changes in the folder, told to whoever subscribed: files and directories that come, change,
 * go and get other names, whoever did it.
 *
 * <p>{@link dev.stratus.sync.feed.ChangeFeed} hears of each change of names and files right after
 * its commit, and from the view when a file was closed. One thread turns that into what people call
 * a change ({@link dev.stratus.sync.feed.Announcer}) and finds who wants to hear of it ({@link
 * dev.stratus.sync.feed.Audience}). Nobody who changes something waits for a subscriber: what comes
 * faster than it is told is dropped, and each subscriber hears that it was.
 *
 * <p>Knows the index only. No locks. Nothing survives a crash: subscriptions end with the process.
 */
@NullMarked
package dev.stratus.sync.feed;

import org.jspecify.annotations.NullMarked;
