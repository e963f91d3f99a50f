package dev.stratus.sync.check;

import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.namespace.Clocks;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.trash.Trash;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * What a check works with.
 *
 * @param durableCloud makes what the cloud has survive a power cut, where it is on this machine
 * @param isUnderWay whether the uploader is changing the object of a key
 * @param isGoing whether a removed inode is about to go anyway
 * @param letGo makes it go, once nobody uses it
 */
public record CheckParts(
    CloudStore cloud,
    Index index,
    ContentStore store,
    OpenFiles files,
    Paths paths,
    Trash trash,
    Clocks clocks,
    Strangers strangers,
    Runnable durableCloud,
    Predicate<ObjectKey> isUnderWay,
    LongPredicate isGoing,
    LongConsumer letGo) {}
