package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.RenameMode;
import java.util.List;
import java.util.Optional;

/** What programs do to names. */
final class NameSteps {

  private static final List<RenameMode> RENAMES = List.of(RenameMode.values());

  private final Workplace at;

  NameSteps(Workplace at) {
    this.at = at;
  }

  void create() throws FsException {
    ModelTree.Place place = at.model().anyPlace(at.random());
    ModelNode there = place.node();
    boolean exclusive = at.random().nextBoolean();
    boolean truncate = at.random().nextInt(4) == 0;
    OpenMode mode = new OpenMode(true, true, truncate, exclusive);
    Optional<FsFailure> refusal =
        there == null
            ? Optional.empty()
            : exclusive
                ? Optional.of(FsFailure.EXISTS)
                : there.isDirectory()
                    ? Optional.of(FsFailure.IS_A_DIRECTORY)
                    : there.isFile() ? Optional.empty() : Optional.of(FsFailure.INVALID);
    Created[] made = new Created[1];
    at.attempt(
        "create " + Workplace.text(place) + " " + mode,
        refusal,
        () ->
            made[0] =
                at.view()
                    .create(
                        Workplace.directory(place),
                        Workplace.name(place),
                        0640,
                        mode,
                        Workplace.CALLER),
        () -> created(place, made[0], truncate));
  }

  private void created(ModelTree.Place place, Created made, boolean truncate) {
    ModelNode node = place.node();
    if (node == null) {
      node = new ModelNode(ModelNode.Kind.FILE, made.attributes().inode(), 0640, "");
      at.model().add(place, node);
    } else if (truncate) {
      node.bytes = new byte[0];
    }
    node.handles++;
    at.opened().add(new Workplace.Opened(made.handle(), node));
  }

  void unlink() throws FsException {
    ModelTree.Place place = at.model().anyPlace(at.random());
    ModelNode there = place.node();
    Optional<FsFailure> refusal =
        there == null
            ? Optional.of(FsFailure.NOT_FOUND)
            : there.isDirectory() ? Optional.of(FsFailure.IS_A_DIRECTORY) : Optional.empty();
    at.attempt(
        "unlink " + Workplace.text(place),
        refusal,
        () -> at.view().unlink(Workplace.directory(place), Workplace.name(place)),
        () -> at.model().remove(place));
  }

  void rename() throws FsException {
    ModelTree.Place from = at.model().anyPlace(at.random());
    ModelTree.Place to = at.model().anyPlace(at.random());
    RenameMode mode = RENAMES.get(at.random().nextInt(RENAMES.size()));
    at.attempt(
        "rename " + Workplace.text(from) + " to " + Workplace.text(to) + " " + mode,
        ModelTree.refusal(from, to, mode),
        () ->
            at.view()
                .rename(
                    Workplace.directory(from),
                    Workplace.name(from),
                    Workplace.directory(to),
                    Workplace.name(to),
                    mode),
        () -> at.model().rename(from, to, mode));
  }

  private Optional<FsFailure> taken(ModelTree.Place place) {
    return Optional.ofNullable(place.node()).map(node -> FsFailure.EXISTS);
  }

  void mkdir() throws FsException {
    ModelTree.Place place = at.model().anyPlace(at.random());
    Attributes[] made = new Attributes[1];
    at.attempt(
        "mkdir " + Workplace.text(place),
        taken(place),
        () ->
            made[0] =
                at.view()
                    .mkdir(
                        Workplace.directory(place), Workplace.name(place), 0750, Workplace.CALLER),
        () ->
            at.model()
                .add(place, new ModelNode(ModelNode.Kind.DIRECTORY, made[0].inode(), 0750, "")));
  }

  void rmdir() throws FsException {
    ModelTree.Place place = at.model().anyPlace(at.random());
    ModelNode there = place.node();
    Optional<FsFailure> refusal =
        there == null
            ? Optional.of(FsFailure.NOT_FOUND)
            : !there.isDirectory()
                ? Optional.of(FsFailure.NOT_A_DIRECTORY)
                : there.children.isEmpty()
                    ? Optional.empty()
                    : Optional.of(FsFailure.DIRECTORY_NOT_EMPTY);
    at.attempt(
        "rmdir " + Workplace.text(place),
        refusal,
        () -> at.view().rmdir(Workplace.directory(place), Workplace.name(place)),
        () -> at.model().remove(place));
  }

  void link() throws FsException {
    Optional<ModelTree.Place> file = at.model().anyFile(at.random());
    ModelTree.Place place = at.model().anyPlace(at.random());
    if (file.isPresent()) {
      ModelNode node = file.get().require();
      at.attempt(
          "link " + Workplace.text(file.get()) + " as " + Workplace.text(place),
          taken(place),
          () -> at.view().link(node.inode, Workplace.directory(place), Workplace.name(place)),
          () -> at.model().link(node, place));
    }
  }

  void symlink() throws FsException {
    ModelTree.Place place = at.model().anyPlace(at.random());
    String target = "some/where " + at.random().nextInt(100);
    Attributes[] made = new Attributes[1];
    at.attempt(
        "symlink " + Workplace.text(place),
        taken(place),
        () ->
            made[0] =
                at.view()
                    .symlink(
                        Workplace.directory(place),
                        Workplace.name(place),
                        target,
                        Workplace.CALLER),
        () ->
            at.model()
                .add(place, new ModelNode(ModelNode.Kind.LINK, made[0].inode(), 0777, target)));
  }
}
