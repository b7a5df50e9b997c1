using System.Runtime.InteropServices;

namespace MmRuntime.Physical;

/// <summary>Native memory that is zero and costs nothing until it is touched.</summary>
/// <remarks>
/// On Linux the pages are promised without being set aside, so that a simulated memory may be larger than the real one; elsewhere the operating system must be willing to back
/// all of it. Given back by <see cref="Dispose"/>, or by the finalizer if a test died before.
/// </remarks>
internal sealed unsafe partial class NativeBlock : IDisposable
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymousNoReserve = 0x02 | 0x20 | 0x4000;

    /// <summary>Below this the allocator of the C library is faster than a mapping.</summary>
    private const long SmallBytes = 1 << 20;

    // Frames and records begin at a cache line, so no access of a line is one of two.
    private const long Alignment = 64;

    private readonly nint _start;
    private readonly long _bytes;
    private bool _isGivenBack;

    /// <summary>A block.</summary>
    /// <param name="bytes">How large, above 0.</param>
    /// <exception cref="InsufficientMemoryException">The operating system refuses.</exception>
    public NativeBlock(long bytes)
    {
        _bytes = bytes + Alignment;
        IsMapped = OperatingSystem.IsLinux() && bytes > SmallBytes;
        _start = IsMapped ? Map(0, (nint)_bytes, ReadWrite, PrivateAnonymousNoReserve, -1, 0) : (nint)NativeMemory.AllocZeroed((nuint)_bytes);
        if (_start == -1)
        {
            throw new InsufficientMemoryException($"The operating system does not set {bytes} bytes of address space aside.");
        }
    }

    /// <summary>The block is given back by whoever forgot it.</summary>
    ~NativeBlock() => GiveBack();

    /// <summary>Whether it is a mapping of its own.</summary>
    private bool IsMapped { get; }

    /// <summary>Its first byte, at a multiple of a line.</summary>
    public byte* Start => (byte*)((_start + Alignment - 1) & -Alignment);

    /// <summary>Gives it back. Nobody may touch it from here.</summary>
    public void Dispose()
    {
        GiveBack();
        GC.SuppressFinalize(this);
    }

    [LibraryImport("libc", EntryPoint = "mmap"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(nint address, nint length);

    private void GiveBack()
    {
        if (_isGivenBack || _start == -1)
        {
            return;
        }

        _isGivenBack = true;
        if (IsMapped)
        {
            _ = Unmap(_start, (nint)_bytes);
        }
        else
        {
            NativeMemory.Free((void*)_start);
        }
    }
}
