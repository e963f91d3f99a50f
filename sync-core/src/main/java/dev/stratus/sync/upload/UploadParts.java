package dev.stratus.sync.upload;

import dev.stratus.cloud.CloudStore;
import dev.stratus.sync.content.BlockSource;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.namespace.IgnoreRules;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.namespace.RemoteKnowledge;
import dev.stratus.sync.remote.Adoption;
import dev.stratus.sync.remote.Flights;
import java.time.Clock;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What the uploader works with.
 *
 * @param ignored which names are never uploaded
 * @param source hydrates files that are dirty and only partly here
 * @param remote fetches the targets of links
 * @param random for the jitter of waits
 * @param uuids a new UUID at each call
 * @param host the name of this machine, for conflicted copies
 * @param manualConflicts whether a user decides what becomes of a file that was changed here and in
 *     the cloud, where the bucket keeps both as versions
 */
public record UploadParts(
    CloudStore cloud,
    Index index,
    OpenFiles files,
    Paths paths,
    IgnoreRules ignored,
    BlockSource source,
    RemoteKnowledge remote,
    Flights flights,
    Adoption adoption,
    WriterCheck writers,
    Clock clock,
    Random random,
    Supplier<String> uuids,
    String host,
    boolean manualConflicts) {}
