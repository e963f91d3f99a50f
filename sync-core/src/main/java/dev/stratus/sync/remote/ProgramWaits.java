package dev.stratus.sync.remote;

import dev.stratus.sync.network.Patience;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How programs wait for what the cloud has to be asked.
 *
 * @param interrupted whether the program on whose thread it is asked was interrupted or killed
 * @param ticker nanoseconds that never go back; of no meaning but by their differences
 * @param poll how often is looked whether a program was interrupted
 */
public record ProgramWaits(
    Patience patience, BooleanSupplier interrupted, LongSupplier ticker, Duration poll) {}
