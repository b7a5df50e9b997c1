using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>Every framework method that touches a lock: data, checked against the framework by a test.</summary>
internal static class LockCatalogue
{
    private const LockAccess X = LockAccess.Exclusive;

    /// <summary>Metadata name by family.</summary>
    public static ImmutableDictionary<LockFamily, string> TypeNames { get; } = new Dictionary<LockFamily, string>
    {
        [LockFamily.Monitor] = "System.Threading.Monitor",
        [LockFamily.Lock] = "System.Threading.Lock",
        [LockFamily.SpinLock] = "System.Threading.SpinLock",
        [LockFamily.SemaphoreSlim] = "System.Threading.SemaphoreSlim",
        [LockFamily.ReaderWriterLockSlim] = "System.Threading.ReaderWriterLockSlim",
        [LockFamily.Mutex] = "System.Threading.Mutex",
        [LockFamily.Semaphore] = "System.Threading.Semaphore",
        [LockFamily.ReaderWriterLock] = "System.Threading.ReaderWriterLock",
    }.ToImmutableDictionary();

    /// <summary>The rows.</summary>
    public static ImmutableArray<LockApi> Rows { get; } = ImmutableArray.CreateRange(
        Monitor().Concat(Lock()).Concat(SpinLock()).Concat(SemaphoreSlim()).Concat(ReaderWriterSlim()).Concat(Mutex()).Concat(Semaphore()).Concat(ReaderWriter()));

    private static readonly Dictionary<string, ImmutableArray<LockApi>> ByMethod =
        Rows.GroupBy(row => row.Method, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>The row for a call, null if it touches no lock.</summary>
    /// <param name="method">The method called.</param>
    /// <param name="receiver">Static type of the receiver: <c>Mutex.WaitOne</c> is declared on a base class.</param>
    public static LockApi? Find(IMethodSymbol method, ITypeSymbol? receiver)
    {
        if (!ByMethod.TryGetValue(method.Name, out var candidates))
        {
            return null;
        }

        foreach (var row in candidates)
        {
            if (IsFamily(row.Family, method.ContainingType, receiver) && FitsParameters(row, method))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The row for reading a property such as <c>Lock.IsHeldByCurrentThread</c>.</summary>
    public static LockApi? Find(IPropertySymbol property) =>
        ByMethod.TryGetValue(property.Name, out var candidates)
            ? candidates.FirstOrDefault(row => row.Action == LockAction.IsHeld && IsFamily(row.Family, property.ContainingType, null))
            : null;

    /// <summary>What methods of this name do to a lock, whichever primitive; null if none does.</summary>
    public static LockAction? ActionOf(string method) => ByMethod.TryGetValue(method, out var candidates) ? candidates[0].Action : null;

    /// <summary>Whether a type is that lock type.</summary>
    public static bool Is(ITypeSymbol? type, LockFamily family) => type is INamedTypeSymbol named && IsFamily(family, named, null);

    private static bool IsFamily(LockFamily family, INamedTypeSymbol declaring, ITypeSymbol? receiver)
    {
        var wanted = TypeNames[family];
        return IsNamed(declaring, wanted) || (family is LockFamily.Mutex or LockFamily.Semaphore && declaring.Name == "WaitHandle" && IsNamed(receiver, wanted));
    }

    private static bool IsNamed(ITypeSymbol? type, string metadataName)
    {
        const string Threading = "System.Threading.";
        return type is { ContainingType: null }
            && metadataName.Length == Threading.Length + type.Name.Length
            && metadataName.EndsWith(type.Name, StringComparison.Ordinal)
            && type.ContainingNamespace is { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
    }

    private static bool FitsParameters(LockApi row, IMethodSymbol method) =>
        row.Parameters is null || string.Equals(row.Parameters, string.Join(",", method.Parameters.Select(parameter => parameter.Type.Name)), StringComparison.Ordinal);

    private static IEnumerable<LockApi> Monitor()
    {
        const LockFamily F = LockFamily.Monitor;
        yield return new(F, "Enter", LockAction.Acquire, X, LockOutcome.None, "Object");
        yield return new(F, "Enter", LockAction.Acquire, X, LockOutcome.TakenFlag, "Object,Boolean");
        yield return new(F, "TryEnter", LockAction.TryAcquire, X, LockOutcome.Result, "Object");
        yield return new(F, "TryEnter", LockAction.TryAcquire, X, LockOutcome.Result, "Object,Int32");
        yield return new(F, "TryEnter", LockAction.TryAcquire, X, LockOutcome.Result, "Object,TimeSpan");
        yield return new(F, "TryEnter", LockAction.TryAcquire, X, LockOutcome.TakenFlag, "Object,Boolean");
        yield return new(F, "TryEnter", LockAction.TryAcquire, X, LockOutcome.TakenFlag, "Object,Int32,Boolean");
        yield return new(F, "TryEnter", LockAction.TryAcquire, X, LockOutcome.TakenFlag, "Object,TimeSpan,Boolean");
        yield return new(F, "Exit", LockAction.Release, X, LockOutcome.None, "Object");
        yield return new(F, "IsEntered", LockAction.IsHeld, X, LockOutcome.None, "Object");
    }

    private static IEnumerable<LockApi> Lock()
    {
        const LockFamily F = LockFamily.Lock;
        yield return new(F, "Enter", LockAction.Acquire, X, LockOutcome.None, string.Empty);
        yield return new(F, "EnterScope", LockAction.Acquire, X, LockOutcome.Guard, string.Empty);
        yield return new(F, "TryEnter", LockAction.TryAcquire, X, LockOutcome.Result, string.Empty);
        yield return new(F, "TryEnter", LockAction.TryAcquire, X, LockOutcome.Result, "Int32");
        yield return new(F, "TryEnter", LockAction.TryAcquire, X, LockOutcome.Result, "TimeSpan");
        yield return new(F, "Exit", LockAction.Release, X, LockOutcome.None, string.Empty);
        yield return new(F, "IsHeldByCurrentThread", LockAction.IsHeld, X, LockOutcome.None, null);
    }

    private static IEnumerable<LockApi> SpinLock()
    {
        const LockFamily F = LockFamily.SpinLock;
        yield return new(F, "Enter", LockAction.Acquire, X, LockOutcome.TakenFlag, "Boolean");
        yield return new(F, "TryEnter", LockAction.TryAcquire, X, LockOutcome.TakenFlag, "Boolean");
        yield return new(F, "TryEnter", LockAction.TryAcquire, X, LockOutcome.TakenFlag, "Int32,Boolean");
        yield return new(F, "TryEnter", LockAction.TryAcquire, X, LockOutcome.TakenFlag, "TimeSpan,Boolean");
        yield return new(F, "Exit", LockAction.Release, X, LockOutcome.None, string.Empty);
        yield return new(F, "Exit", LockAction.Release, X, LockOutcome.None, "Boolean");
        yield return new(F, "IsHeldByCurrentThread", LockAction.IsHeld, X, LockOutcome.None, null);
    }

    private static IEnumerable<LockApi> SemaphoreSlim()
    {
        const LockFamily F = LockFamily.SemaphoreSlim;
        foreach (var parameters in new[] { string.Empty, "CancellationToken" })
        {
            yield return new(F, "Wait", LockAction.Acquire, X, LockOutcome.None, parameters);
            yield return new(F, "WaitAsync", LockAction.Acquire, X, LockOutcome.Awaited, parameters);
        }

        foreach (var parameters in new[] { "Int32", "TimeSpan", "Int32,CancellationToken", "TimeSpan,CancellationToken" })
        {
            yield return new(F, "Wait", LockAction.TryAcquire, X, LockOutcome.Result, parameters);
            yield return new(F, "WaitAsync", LockAction.TryAcquire, X, LockOutcome.Awaited, parameters);
        }

        yield return new(F, "Release", LockAction.Release, X, LockOutcome.None, string.Empty);
        yield return new(F, "Release", LockAction.Release, X, LockOutcome.None, "Int32");
    }

    private static IEnumerable<LockApi> ReaderWriterSlim()
    {
        const LockFamily F = LockFamily.ReaderWriterLockSlim;
        foreach (var (name, access) in new[] { ("ReadLock", LockAccess.Shared), ("WriteLock", X), ("UpgradeableReadLock", LockAccess.Upgradeable) })
        {
            yield return new(F, "Enter" + name, LockAction.Acquire, access, LockOutcome.None, string.Empty);
            yield return new(F, "TryEnter" + name, LockAction.TryAcquire, access, LockOutcome.Result, "Int32");
            yield return new(F, "TryEnter" + name, LockAction.TryAcquire, access, LockOutcome.Result, "TimeSpan");
            yield return new(F, "Exit" + name, LockAction.Release, access, LockOutcome.None, string.Empty);
            yield return new(F, "Is" + name + "Held", LockAction.IsHeld, access, LockOutcome.None, null);
        }
    }

    private static IEnumerable<LockApi> Mutex() =>
        WaitOne(LockFamily.Mutex).Append(new(LockFamily.Mutex, "ReleaseMutex", LockAction.Release, X, LockOutcome.None, string.Empty));

    private static IEnumerable<LockApi> Semaphore() => WaitOne(LockFamily.Semaphore).Concat(
    [
        new(LockFamily.Semaphore, "Release", LockAction.Release, X, LockOutcome.None, string.Empty),
        new(LockFamily.Semaphore, "Release", LockAction.Release, X, LockOutcome.None, "Int32"),
    ]);

    private static IEnumerable<LockApi> WaitOne(LockFamily family)
    {
        yield return new(family, "WaitOne", LockAction.Acquire, X, LockOutcome.None, string.Empty);
        foreach (var parameters in new[] { "Int32", "TimeSpan", "Int32,Boolean", "TimeSpan,Boolean" })
        {
            yield return new(family, "WaitOne", LockAction.TryAcquire, X, LockOutcome.Result, parameters);
        }
    }

    private static IEnumerable<LockApi> ReaderWriter()
    {
        const LockFamily F = LockFamily.ReaderWriterLock;
        foreach (var (name, access) in new[] { ("ReaderLock", LockAccess.Shared), ("WriterLock", X) })
        {
            // Past its time-out it throws.
            yield return new(F, "Acquire" + name, LockAction.TryAcquire, access, LockOutcome.None, "Int32");
            yield return new(F, "Acquire" + name, LockAction.TryAcquire, access, LockOutcome.None, "TimeSpan");
            yield return new(F, "Release" + name, LockAction.Release, access, LockOutcome.None, string.Empty);
            yield return new(F, "Is" + name + "Held", LockAction.IsHeld, access, LockOutcome.None, null);
        }

        // All levels at once, or through a cookie that says how many there were.
        yield return new(F, "ReleaseLock", LockAction.Unfollowed, X, LockOutcome.None, string.Empty);
        yield return new(F, "RestoreLock", LockAction.Unfollowed, X, LockOutcome.None, "LockCookie");
        yield return new(F, "UpgradeToWriterLock", LockAction.Unfollowed, X, LockOutcome.None, "Int32");
        yield return new(F, "UpgradeToWriterLock", LockAction.Unfollowed, X, LockOutcome.None, "TimeSpan");
        yield return new(F, "DowngradeFromWriterLock", LockAction.Unfollowed, X, LockOutcome.None, "LockCookie");
    }
}
