package dev.stratus.sync.download;

import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.network.Patience;

/** What everything that is going on for single files shares. */
record Workings(
    DownloadEnvironment environment,
    DownloadSettings settings,
    OpenFiles files,
    FetchPools pools,
    Bases bases,
    Recorder recorder,
    Scans scans,
    SlowLine line,
    Patience patience) {}
