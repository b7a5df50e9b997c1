namespace MmAnalyzers.Tests.Matrix;

/// <summary>The rows of the matrix: every lock of the framework in every form in which it is taken.</summary>
internal static class Primitives
{
    private const string RwlsField = "private readonly ReaderWriterLockSlim {0} = new();";

    private static readonly Verdict Circle = new("MM1002", "each thread blocks on what the next one holds");
    private static readonly Verdict Legal = new("", "the owner may enter again; entries are counted");
    private static readonly Verdict Held = new("MM2001", "held on one exit, released on the others");
    private static readonly Verdict Extra = new("MM2002", "the second release has nothing to release");
    private static readonly Verdict NoLeak = Verdict.CannotBeWritten("the compiler releases it on every exit of the block");
    private static readonly Verdict NoExtra = Verdict.CannotBeWritten("the block releases exactly once");
    private static readonly Verdict Throws = new("MM1003", "LockRecursionException under the default policy");

    public static IReadOnlyList<Primitive> All { get; } =
    [
        new("lock statement", "private readonly object {0} = new();", "lock ({0})\n{", "}")
        {
            Cycle = Circle,
            Again = Legal,
            Leak = NoLeak,
            Twice = NoExtra,
        },
        Explicit("Monitor.Enter/Exit", "private readonly object {0} = new();", "Monitor.Enter({0});", "Monitor.Exit({0});") with { Again = Legal },
        new(
            "Monitor.Enter(ref taken)",
            "private readonly object {0} = new();",
            "var taken{1} = false;\ntry\n{\nMonitor.Enter({0}, ref taken{1});",
            "}\nfinally\n{\nif (taken{1})\n{\nMonitor.Exit({0});\n}\n}")
        {
            Acquire = "var taken{1} = false;\nMonitor.Enter({0}, ref taken{1});",
            Release = "Monitor.Exit({0});",
            Cycle = Circle,
            Again = Legal,
            Leak = Held,
            Twice = Extra,
        },
        new("Monitor.TryEnter", "private readonly object {0} = new();", "if (Monitor.TryEnter({0}))\n{\ntry\n{", "}\nfinally\n{\nMonitor.Exit({0});\n}\n}")
        {
            Acquire = "if (!Monitor.TryEnter({0}))\n{\nreturn;\n}",
            Release = "Monitor.Exit({0});",
            Cycle = new("", "a try never waits, so no edge leads into it"),
            Again = Legal,
            Leak = Held,
            Twice = Extra,
        },
        new("Lock by lock statement", "private readonly Lock {0} = new();", "lock ({0})\n{", "}")
        {
            Cycle = Circle,
            Again = Legal,
            Leak = NoLeak,
            Twice = NoExtra,
        },
        new("Lock.EnterScope", "private readonly Lock {0} = new();", "using ({0}.EnterScope())\n{", "}")
        {
            Cycle = Circle,
            Again = Legal,
            Leak = NoLeak,
            Twice = NoExtra,
        },
        Explicit("Lock.Enter/Exit", "private readonly Lock {0} = new();", "{0}.Enter();", "{0}.Exit();") with { Again = Legal },
        new(
            "SpinLock",
            "private SpinLock {0} = new(false);",
            "var taken{1} = false;\ntry\n{\n{0}.Enter(ref taken{1});",
            "}\nfinally\n{\nif (taken{1})\n{\n{0}.Exit();\n}\n}")
        {
            Acquire = "var taken{1} = false;\n{0}.Enter(ref taken{1});",
            Release = "{0}.Exit();",
            Cycle = Circle,
            Again = new("MM1003", "spins for ever when owners are not tracked"),
            Leak = Held,
            Twice = Extra,
        },
        Explicit("SemaphoreSlim.Wait", "private readonly SemaphoreSlim {0} = new(1, 1);", "{0}.Wait();", "{0}.Release();") with
        {
            Again = new("MM1003", "a semaphore has no owner: the holder waits for itself"),
        },
        Explicit("SemaphoreSlim.WaitAsync", "private readonly SemaphoreSlim {0} = new(1, 1);", "await {0}.WaitAsync();", "{0}.Release();") with
        {
            IsAsync = true,
            Again = new("MM1003", "one body, nothing else awaited between: the method waits for itself"),
        },
        Explicit("RWLS write", RwlsField, "{0}.EnterWriteLock();", "{0}.ExitWriteLock();"),
        Explicit("RWLS read, no writer", RwlsField, "{0}.EnterReadLock();", "{0}.ExitReadLock();") with
        {
            Cycle = new("", "readers do not exclude each other, and nobody writes"),
        },
        Explicit("RWLS read, with writers", RwlsField, "{0}.EnterReadLock();", "{0}.ExitReadLock();") with
        {
            Extra = "{0}.EnterWriteLock();\ntry\n{\n_count = 0;\n}\nfinally\n{\n{0}.ExitWriteLock();\n}",
            Cycle = new("MM1002", "a writer waiting for each lock makes the new readers wait behind it"),
        },
        Explicit("RWLS upgradeable", RwlsField, "{0}.EnterUpgradeableReadLock();", "{0}.ExitUpgradeableReadLock();") with
        {
            Cycle = new("MM1002", "only one thread at a time holds it upgradeably"),
        },
        Explicit("Mutex", "private readonly Mutex {0} = new();", "{0}.WaitOne();", "{0}.ReleaseMutex();") with { Again = Legal },
    ];

    /// <summary>A primitive of an acquire and a release call, held by try and finally.</summary>
    private static Primitive Explicit(string name, string field, string acquire, string release) =>
        new(name, field, acquire + "\ntry\n{", "}\nfinally\n{\n" + release + "\n}")
        {
            Acquire = acquire,
            Release = release,
            Cycle = Circle,
            Again = Throws,
            Leak = Held,
            Twice = Extra,
        };
}
