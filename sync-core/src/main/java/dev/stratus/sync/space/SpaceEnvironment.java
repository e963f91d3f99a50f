package dev.stratus.sync.space;

import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.download.Downloader;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.namespace.Paths;
import java.util.function.LongSupplier;

/**
 * What this room works with.
 *
 * @param nanos the time, in nanoseconds since 1970
 * @param ticker nanoseconds that never go back
 */
public record SpaceEnvironment(
    Index index,
    ContentStore store,
    OpenFiles files,
    Paths paths,
    Downloader downloader,
    DurableCloud cloud,
    LongSupplier nanos,
    LongSupplier ticker) {}
