using System.Runtime.InteropServices;

namespace MmRuntime.Exploration.Steps;

/// <summary>A word on which a thread sleeps and others wake it, by the system call of Linux: half the time of a monitor.</summary>
internal sealed partial class Futex
{
    private const int WaitPrivate = 128;
    private const int WakePrivate = 129;

    // Pinned, and with a cache line to itself.
    private readonly int[] _words = GC.AllocateArray<int>(48, pinned: true);
    private readonly nint _address;

    public Futex() => _address = Marshal.UnsafeAddrOfPinnedArrayElement(_words, 16);

    /// <summary>Whether this system has them, by a number that is known.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux() && Number != 0;

    /// <summary>The word.</summary>
    public ref int Word => ref _words[16];

    private static nint Number => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 202,
        Architecture.Arm64 => 98,
        _ => 0,
    };

    /// <summary>Sleeps if the word is still as seen. May come back without having been woken.</summary>
    public void Wait(int seen) => SystemCall(Number, _address, WaitPrivate, seen, 0);

    /// <summary>Wakes the thread that sleeps, if one does.</summary>
    public void Wake() => SystemCall(Number, _address, WakePrivate, 1, 0);

    // An error says that the word has changed or that a signal came in: in both cases the caller looks again.
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint address, nint operation, nint value, nint timeout);
}
