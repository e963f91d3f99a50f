/**
 * How commands and programs reach a mount's daemon: newline-delimited JSON over a Unix socket.
 *
 * <p>One request is one line, {@code {"request":"status"}}; the answer is any number of {@code
 * {"reply":"progress",…}} lines, then one {@code {"reply":"result",…}} or {@code
 * {"reply":"error",…}}. A connection may carry several requests, one after the other. Each request
 * is a class of its own that knows who may ask it and how {@link
 * dev.stratus.sync.control.ControlTarget} answers it. An {@code id} in a request comes back in each
 * line of its answer.
 *
 * <p>A {@link dev.stratus.sync.control.Subscription} is answered by {@code
 * {"reply":"event","id":…,"event":…}} lines for as long as its connection stands, any number of
 * them on one connection. A class that implements it, its name in {@link
 * dev.stratus.sync.control.Request}, and a method of {@code ControlTarget} that takes a consumer of
 * events and returns what ends it are all that a new kind of event needs. Events wait in an {@link
 * dev.stratus.sync.control.Outbox}; a client that does not read them is cut off.
 *
 * <p>Both sides live here: {@link dev.stratus.sync.control.ControlServer} in the daemon, {@link
 * dev.stratus.sync.control.ControlClient} in the commands, {@link
 * dev.stratus.sync.control.EventConnection} in whoever hears events. What a request does lives
 * behind {@code ControlTarget}; nothing here knows the index, the cloud or FUSE. No locks: every
 * connection has a thread of its own. Nothing has to survive a crash: a socket file without a
 * daemon is removed by whoever finds it.
 */
@NullMarked
package dev.stratus.sync.control;

import org.jspecify.annotations.NullMarked;
