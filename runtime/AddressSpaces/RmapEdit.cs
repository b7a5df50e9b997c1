using MmRuntime.Annotations;
using MmRuntime.Locking;

namespace MmRuntime.AddressSpaces;

/// <summary>A change of VMAs that reverse maps must not see halfway: their locks, the file's first, from before the change until after it.</summary>
/// <remarks>
/// All that may fail comes before it. Source: <c>vma_prepare</c>, <c>vma_complete</c> (<c>mm/vma.c</c>, v6.19).
/// </remarks>
internal readonly ref struct RmapEdit
{
    private readonly RwSemaphore? _file;
    private readonly RwSemaphore? _anon;

    private RmapEdit(RwSemaphore? file, RwSemaphore? anon) => (_file, _anon) = (file, anon);

    /// <summary>Takes the locks of the reverse maps that the VMAs of a change are in. All have the same file, and the same anonymous memory or none.</summary>
    /// <param name="file">Of the file.</param>
    /// <param name="anon">Of the anonymous memory.</param>
    [Sleeps]
    public static RmapEdit Begin(RmapRoot? file, RmapRoot? anon)
    {
        file?.Lock.Write();
        anon?.Lock.Write();
        return new RmapEdit(file?.Lock, anon?.Lock);
    }

    /// <summary>Releases them.</summary>
    public void Dispose()
    {
        _anon?.ExitWrite();
        _file?.ExitWrite();
    }
}
