using System.Runtime.CompilerServices;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Compares by identity: two edges that look alike may come from two bodies.</summary>
internal sealed class ReferenceComparer<T> : IEqualityComparer<T>
    where T : class
{
    public static readonly ReferenceComparer<T> Instance = new();

    public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

    public int GetHashCode(T obj) => RuntimeHelpers.GetHashCode(obj);
}
