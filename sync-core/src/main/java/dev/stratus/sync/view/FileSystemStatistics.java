package dev.stratus.sync.view;

/** What {@code statfs} shows; blocks are of {@code blockSize} bytes. */
public record FileSystemStatistics(
    int blockSize,
    long blocks,
    long blocksFree,
    long blocksAvailable,
    long files,
    long filesFree) {}
