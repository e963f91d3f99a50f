package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Puts a version that {@link RestoreRequest} wrote under another name into the place of its file.
 *
 * @param path of the file, absolute on the wire, below the mount's root when the target sees it
 * @param version the path of what takes its place, like {@code path}
 */
public record ReplaceRequest(String path, String version) implements Request<Done> {

  @Override
  public Class<Done> resultType() {
    return Done.class;
  }

  @Override
  public Done answer(ControlledMount mount, ProgressListener progress) throws IOException {
    List<String> below = mount.below(List.of(path, version));
    return mount.target().replace(new ReplaceRequest(below.get(0), below.get(1)));
  }
}
