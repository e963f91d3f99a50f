package dev.stratus.sync.view;

import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The file system as a kernel sees it: POSIX meaning, by inode.
 *
 * <p>Every method may be called from any thread. It fails only with {@link FsException}; waits for
 * the cloud are bounded, and end with {@link dev.stratus.sync.FsFailure#INTERRUPTED} when the
 * program that waits was interrupted. Permissions are the kernel's business ({@code
 * default_permissions}). What an answered call changed survives the death of the process.
 */
public interface FileSystemView {

  /** Finds a name in a directory. */
  Attributes lookup(InodeId directory, Name name) throws FsException;

  /** Shows the attributes of an inode, open handles' writes included. */
  Attributes getattr(InodeId inode) throws FsException;

  /** Changes attributes; a change of the size is a truncation. */
  Attributes setattr(InodeId inode, AttributeChange change) throws FsException;

  /**
   * Lists a directory, {@code .} and {@code ..} first.
   *
   * @param cookie 0 for the start, or of the last entry that was taken
   * @param limit at most this many entries; fewer only at the end
   */
  List<DirectoryEntry> readdir(InodeId directory, long cookie, int limit) throws FsException;

  /** Makes and opens a regular file; one that exists is opened unless the mode is exclusive. */
  Created create(InodeId directory, Name name, int mode, OpenMode open, Caller caller)
      throws FsException;

  Attributes mkdir(InodeId directory, Name name, int mode, Caller caller) throws FsException;

  /** Makes a file of any type but a directory or link. */
  Attributes mknod(InodeId directory, Name name, int mode, long rdev, Caller caller)
      throws FsException;

  Attributes symlink(InodeId directory, Name name, String target, Caller caller) throws FsException;

  String readlink(InodeId link) throws FsException;

  /** Gives an inode another name. */
  Attributes link(InodeId inode, InodeId directory, Name name) throws FsException;

  /** Takes a name away; an open file goes on working until its last release. */
  void unlink(InodeId directory, Name name) throws FsException;

  void rmdir(InodeId directory, Name name) throws FsException;

  void rename(
      InodeId fromDirectory, Name fromName, InodeId toDirectory, Name toName, RenameMode mode)
      throws FsException;

  /** Opens a regular file; needs no transfer. */
  Handle open(InodeId inode, OpenMode mode) throws FsException;

  /** The inode that a handle is open on. */
  InodeId inodeOf(Handle handle) throws FsException;

  /**
   * A number that is another one after the bytes of the file were replaced by others from the
   * cloud, as these may have the same size and time; and perhaps after an upload.
   */
  long contentVersion(Handle handle) throws FsException;

  /**
   * Reads into {@code target} until it is full or the file ends; bytes that are not here are
   * fetched first.
   *
   * @return how many bytes, 0 at the end of the file
   */
  int read(Handle handle, ByteBuffer target, long offset) throws FsException;

  /**
   * Writes all of {@code source}.
   *
   * @return how many bytes: all of them
   */
  int write(Handle handle, ByteBuffer source, long offset) throws FsException;

  /**
   * Writes all of {@code source} to where the file ends at that moment.
   *
   * @return how many bytes: all of them
   */
  int append(Handle handle, ByteBuffer source) throws FsException;

  /** A descriptor of the handle was closed; there may be more (dup, fork). Commits. */
  void flush(Handle handle) throws FsException;

  /** The last descriptor is gone. */
  void release(Handle handle) throws FsException;

  /** Makes what was written survive the death of the machine. */
  void fsync(Handle handle, boolean dataOnly) throws FsException;

  /** Makes the names in a directory survive the death of the machine. */
  void fsyncDirectory(InodeId directory) throws FsException;

  FileSystemStatistics statfs() throws FsException;

  /**
   * An extended attribute.
   *
   * @throws FsException {@link dev.stratus.sync.FsFailure#NO_DATA} if there is none
   */
  byte[] getxattr(InodeId inode, String name) throws FsException;

  void setxattr(InodeId inode, String name, byte[] value, XattrMode mode) throws FsException;

  /** The names of the stored attributes; the virtual {@code user.cloud.*} are not among them. */
  List<String> listxattr(InodeId inode) throws FsException;

  void removexattr(InodeId inode, String name) throws FsException;

  /** Tells whether a caller may read (4), write (2) or execute (1) by the mode bits. */
  void access(InodeId inode, int mask, Caller caller) throws FsException;

  void fallocate(Handle handle, Allocation allocation, long offset, long length) throws FsException;

  /** Finds the next data or hole at or after an offset; bytes in the cloud are data. */
  long lseek(Handle handle, long offset, SeekTarget target) throws FsException;
}
