package dev.stratus.sync.index;

/** All tables, as one connection sees them. */
public final class Tables {

  private final InodeTable inodes;
  private final EntryTable entries;
  private final ObjectTable objects;
  private final PendingTable pending;
  private final PartUploadTable uploads;
  private final AttributeTable attributes;
  private final MetaTable meta;
  private final AuditTable audit;
  private final ConflictTable conflicts;
  private final LocalNameTable localNames;

  Tables(Sql sql) {
    inodes = new InodeTable(sql);
    entries = new EntryTable(sql);
    objects = new ObjectTable(sql);
    pending = new PendingTable(sql);
    uploads = new PartUploadTable(sql);
    attributes = new AttributeTable(sql);
    meta = new MetaTable(sql);
    audit = new AuditTable(sql);
    conflicts = new ConflictTable(sql);
    localNames = new LocalNameTable(sql);
  }

  public InodeTable inodes() {
    return inodes;
  }

  public EntryTable entries() {
    return entries;
  }

  public ObjectTable objects() {
    return objects;
  }

  public PendingTable pending() {
    return pending;
  }

  public PartUploadTable uploads() {
    return uploads;
  }

  public AttributeTable attributes() {
    return attributes;
  }

  public MetaTable meta() {
    return meta;
  }

  public ConflictTable conflicts() {
    return conflicts;
  }

  public LocalNameTable localNames() {
    return localNames;
  }

  public AuditTable audit() {
    return audit;
  }
}
