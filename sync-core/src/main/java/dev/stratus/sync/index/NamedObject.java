package dev.stratus.sync.index;

import java.util.Optional;

/**
 * One name of an inode, and its object.
 *
 * @param object what the cloud has of it
 * @param pending what waits for the uploader
 */
public record NamedObject(Entry entry, Optional<CloudObject> object, Optional<Pending> pending) {}
