package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudStore;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.trash.Trash;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What the remote room works with.
 *
 * @param trash where the local copies of files go that were deleted in the cloud
 * @param uuids names for what has none
 * @param waits how programs wait for what is asked here
 */
public record RemoteParts(
    CloudStore cloud,
    Index index,
    OpenFiles files,
    ContentStore store,
    Paths paths,
    Flights flights,
    Adoption adoption,
    Trash trash,
    Clock clock,
    Supplier<String> uuids,
    ProgramWaits waits) {}
