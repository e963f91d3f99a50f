package dev.stratus.sync.index;

/**
 * A name in a directory. Its number is the readdir cookie, and stays through renames.
 *
 * @param parent the directory's inode
 * @param inode what the name leads to
 */
public record Entry(long id, long parent, String name, long inode) {}
