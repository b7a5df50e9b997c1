using System.Collections;
using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Options;

/// <summary>An immutable list that is equal to another when their items are, so that records which hold one stay comparable by value.</summary>
internal readonly struct ValueList<T>(IEnumerable<T> items) : IEquatable<ValueList<T>>, IReadOnlyList<T>
    where T : notnull
{
    private readonly ImmutableArray<T> _items = items.ToImmutableArray();

    /// <inheritdoc/>
    public int Count => Items.Length;

    // The default value of a struct skips the constructor: it is the empty list.
    private ImmutableArray<T> Items => _items.IsDefault ? ImmutableArray<T>.Empty : _items;

    /// <inheritdoc/>
    public T this[int index] => Items[index];

    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ValueList<T> other) => Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(17, (hash, item) => unchecked((hash * 31) + item.GetHashCode()));

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => Items.AsEnumerable().GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
