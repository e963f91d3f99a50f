package dev.stratus.sync.api;

/**
 * The sync of images and videos: cloudSync's GallerySync. They sync with all other files of the
 * mount, so that it is one with {@link FileSync}.
 */
public final class GallerySync extends MountSync {

  public GallerySync(CloudSync cloud) {
    super(
        cloud,
        null,
        new Members(
            Member.GALLERY_ON,
            Member.GALLERY_OFF,
            Member.GALLERY_START,
            Member.GALLERY_START_CALLBACK,
            Member.GALLERY_STOP,
            Member.GALLERY_STOP_CALLBACK));
  }
}
