package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudStore;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.namespace.Paths;
import java.time.Clock;

/** What the remote room works with. */
public record RemoteParts(
    CloudStore cloud,
    Index index,
    OpenFiles files,
    ContentStore store,
    Paths paths,
    Flights flights,
    Adoption adoption,
    Clock clock) {}
