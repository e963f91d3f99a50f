package dev.stratus.sync.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statement that turns the row of an inode into its next version.
 *
 * <p>SQLite writes each index that has one of the named columns anew, also when the value stays the
 * same. Most changes concern no index, so a column with an index is named only when its group
 * changed: that halves the pages that a new file costs.
 */
final class InodeUpdate {

  /** Columns that are written together, and how their values are read from an inode. */
  private record Group(String columns, Function<Inode, @Nullable Object[]> values) {

    boolean differs(Inode one, Inode other) {
      return !Arrays.equals(values.apply(one), values.apply(other));
    }
  }

  private static final Group PLAIN =
      new Group(
          "mode=?, uid=?, gid=?, rdev=?, size=?, atime=?, mtime=?, ctime=?, link_group=?,"
              + " meta_gen=?, base_gen=?, base_limit=?, flags=?",
          inode ->
              new @Nullable Object[] {
                inode.mode(),
                inode.uid(),
                inode.gid(),
                inode.rdev(),
                inode.size(),
                inode.atime(),
                inode.mtime(),
                inode.ctime(),
                inode.linkGroup(),
                inode.metaGeneration(),
                inode.baseGeneration(),
                inode.baseLimit(),
                inode.flags()
              });

  /** One group for each index of the table. */
  private static final List<Group> INDEXED =
      List.of(
          new Group("nlink=?", inode -> new Object[] {inode.nlink()}),
          new Group(
              "content_gen=?, content_id=?, synced_gen=?",
              inode ->
                  new Object[] {
                    inode.contentGeneration(), inode.contentId(), inode.syncedGeneration()
                  }),
          new Group(
              "visit=?, cached=?, visited=?",
              inode -> new Object[] {inode.visit(), inode.cached(), inode.visited().code()}),
          new Group("cloud_id=?", inode -> new Object[] {inode.cloudId()}));

  /** By the set of changed groups, as bits. */
  private static final List<String> STATEMENTS =
      IntStream.range(0, 1 << INDEXED.size()).mapToObj(InodeUpdate::statement).toList();

  private final String sql;
  private final @Nullable Object[] arguments;

  private InodeUpdate(String sql, @Nullable Object[] arguments) {
    this.sql = sql;
    this.arguments = arguments;
  }

  static InodeUpdate between(Inode before, Inode next) {
    List<@Nullable Object> arguments = new ArrayList<>(Arrays.asList(PLAIN.values().apply(next)));
    int changed = 0;
    for (int i = 0; i < INDEXED.size(); i++) {
      Group group = INDEXED.get(i);
      if (group.differs(before, next)) {
        changed |= 1 << i;
        arguments.addAll(Arrays.asList(group.values().apply(next)));
      }
    }
    arguments.add(next.id());
    return new InodeUpdate(STATEMENTS.get(changed), arguments.toArray());
  }

  private static String statement(int groups) {
    StringBuilder set = new StringBuilder(PLAIN.columns());
    for (int i = 0; i < INDEXED.size(); i++) {
      if ((groups & 1 << i) != 0) {
        set.append(", ").append(INDEXED.get(i).columns());
      }
    }
    return "UPDATE inodes SET " + set + " WHERE id=?";
  }

  String sql() {
    return sql;
  }

  @Nullable Object[] arguments() {
    return arguments;
  }
}
