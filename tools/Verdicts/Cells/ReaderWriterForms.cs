namespace MmAnalyzers.Verdicts.Cells;

/// <summary>The forms of reader-writer locks.</summary>
internal static class ReaderWriterForms
{
    private const string Slim = "{m} readonly ReaderWriterLockSlim {0} = new();";
    private const string Recursive = "{m} readonly ReaderWriterLockSlim {0} = new(LockRecursionPolicy.SupportsRecursion);";
    private const string Old = "{m} readonly ReaderWriterLock {0} = new();";
    private const string EnterWrite = "{0}.EnterWriteLock();";
    private const string ExitWrite = "{0}.ExitWriteLock();";
    private const string TryWrite = "{0}.TryEnterWriteLock(0)";
    private const string EnterRead = "{0}.EnterReadLock();";
    private const string ExitRead = "{0}.ExitReadLock();";
    private const string TryRead = "{0}.TryEnterReadLock(0)";
    private const string OldWrite = "{0}.AcquireWriterLock(Timeout.Infinite);";
    private const string OldExitWrite = "{0}.ReleaseWriterLock();";
    private const string OldTry = "Rendezvous.Tried({0})";

    private static readonly Brackets Writer = Brackets.Finally(EnterWrite, ExitWrite);

    public static IReadOnlyList<Primitive> All { get; } =
    [
        Primitives.Explicit("RWLS write", Slim, EnterWrite, ExitWrite, TryWrite),
        Reader("RWLS read, no writer", Slim),
        Reader("RWLS read, with writers", Slim) with { Writer = Writer, HasWriters = true },
        Upgradeable("RWLS upgradeable", Slim),
        Primitives.Explicit("RWLS recursive write", Recursive, EnterWrite, ExitWrite, TryWrite),
        Reader("RWLS recursive read, with writers", Recursive) with { Writer = Writer, HasWriters = true },
        Upgradeable("RWLS recursive upgradeable", Recursive),
        new("ReaderWriterLock write", Old, Brackets.Finally(OldWrite, OldExitWrite)) { Acquire = OldWrite, Release = OldExitWrite, Attempt = OldTry, Undo = OldExitWrite },
        OldReader("ReaderWriterLock read, no writer"),
        OldReader("ReaderWriterLock read, with writers") with { Writer = Brackets.Finally(OldWrite, OldExitWrite), HasWriters = true },
    ];

    private static Primitive Reader(string name, string field) =>
        Primitives.Explicit(name, field, EnterRead, ExitRead, TryRead) with { Attempt = TryWrite, Undo = ExitWrite };

    private static Primitive Upgradeable(string name, string field) =>
        Primitives.Explicit(name, field, "{0}.EnterUpgradeableReadLock();", "{0}.ExitUpgradeableReadLock();", "{0}.TryEnterUpgradeableReadLock(0)") with { Writer = Writer };

    private static Primitive OldReader(string name)
    {
        const string Acquire = "{0}.AcquireReaderLock(Timeout.Infinite);";
        const string Release = "{0}.ReleaseReaderLock();";
        return new(name, Old, Brackets.Finally(Acquire, Release)) { Acquire = Acquire, Release = Release, Attempt = OldTry, Undo = OldExitWrite };
    }
}
