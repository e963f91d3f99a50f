package dev.stratus.sync.view;

/** What setxattr expects of the attribute. */
public enum XattrMode {
  CREATE_OR_REPLACE,
  /** XATTR_CREATE: must not exist. */
  CREATE,
  /** XATTR_REPLACE: must exist. */
  REPLACE
}
