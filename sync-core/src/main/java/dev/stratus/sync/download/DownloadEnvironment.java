package dev.stratus.sync.download;

import dev.stratus.cloud.CloudStore;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.network.Patience;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * What the downloader works with.
 *
 * @param ticker nanoseconds that never go back; of no meaning but by their differences
 * @param interrupted whether the program on whose thread it is asked was interrupted or killed
 * @param room asked once for each fetch that the full disk refused
 * @param stale told when an object is not what the index knows
 * @param arrived told how many bytes have come; returns at once
 * @param patience how long reads wait
 */
public record DownloadEnvironment(
    CloudStore cloud,
    Index index,
    LongSupplier ticker,
    BooleanSupplier interrupted,
    RoomMaker room,
    StaleListener stale,
    LongConsumer arrived,
    Patience patience) {}
