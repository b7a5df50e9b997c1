namespace MmRuntime.Physical;

/// <summary>What a frame is used for.</summary>
public enum FrameType
{
    /// <summary>Nothing: it is the allocator's.</summary>
    Free,

    /// <summary>Memory of processes that no file stands behind.</summary>
    Anon,

    /// <summary>Contents of a file.</summary>
    File,

    /// <summary>A page table.</summary>
    Table,

    /// <summary>Small objects of the kernel.</summary>
    Slab,

    /// <summary>Part of a page of hugetlbfs.</summary>
    Hugetlb,

    /// <summary>Guarded objects.</summary>
    Kfence,

    /// <summary>Never allocated and never freed.</summary>
#pragma warning disable CA1700 // Reserved is what the field calls frames that the allocator never has.
    Reserved,
#pragma warning restore CA1700
}
