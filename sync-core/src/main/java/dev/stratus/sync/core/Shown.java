package dev.stratus.sync.core;

import dev.stratus.sync.index.Index;
import dev.stratus.sync.namespace.AttributeSetter;
import dev.stratus.sync.namespace.LocalNames;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.upload.Uploader;

/** What is told of files beside their bytes: states, and the attributes that show them. */
record Shown(PendingBelow pending, FileStates states, Recycling recycling, CloudXattrs values) {

  static Shown over(Ground ground, Uploader uploader, SpaceRooms space, Pinning pinning) {
    Index index = ground.index();
    Paths paths = ground.paths();
    CoreSettings settings = ground.settings();
    FileStates.Names names =
        new FileStates.Names(index, paths, new LocalNames(index, paths, settings.ignore()));
    PendingBelow pending = new PendingBelow(names);
    FileStates states = new FileStates(names, uploader, ground.downloader());
    Recycling recycling =
        new Recycling(
            new Recycling.Sources(
                index, ground.files(), ground.store(), paths, ground.trash(), ground.clocks()));
    CloudXattrs values =
        new CloudXattrs(
            new CloudXattrs.Sources(
                index,
                ground.files(),
                states,
                new DirectorySummaries(index, paths, pending, states),
                uploader,
                ground.downloader(),
                space.evictor(),
                pinning,
                new AttributeSetter(index, ground.clocks()),
                recycling,
                settings.has(CoreOption.LIST_STATE_XATTRS),
                ground.parts().controlSocket().toString()));
    return new Shown(pending, states, recycling, values);
  }
}
