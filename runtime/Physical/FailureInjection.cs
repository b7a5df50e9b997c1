using MmRuntime.Atomics;

namespace MmRuntime.Physical;

/// <summary>Makes allocations fail on purpose, by their number: run an operation once to learn how many it makes, then once for each of them.</summary>
/// <remarks>
/// At work from the first call of <see cref="Reset"/>, <see cref="FailAt"/> or <see cref="FailFrom"/>; before, allocations are not counted either, which costs nothing. A request
/// counts once, whatever its order and however many frames it is for. With one task, and under the explorer, the numbers are the same each time. No member takes a lock or sleeps.
/// Source: <c>should_fail_alloc_page</c> (<c>mm/fail_page_alloc.c</c>, v6.19).
/// </remarks>
public sealed class FailureInjection
{
    private readonly Action _start;
    private SharedWord _count;
    private SharedWord _first;
    private SharedWord _last;

    /// <summary>One that is not at work.</summary>
    /// <param name="start">Called when it is.</param>
    internal FailureInjection(Action start) => _start = start;

    /// <summary>How many requests there were since it was last set.</summary>
    public long Count => _count.Read(this);

    /// <summary>Whether it is at work. Set between operations, not during one.</summary>
    internal bool IsOn { get; private set; }

    /// <summary>Lets one request fail.</summary>
    /// <param name="k">Its number from here, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number.</exception>
    public void FailAt(long k) => Set(k, k);

    /// <summary>Lets all requests fail from one on.</summary>
    /// <param name="k">Its number from here, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number.</exception>
    public void FailFrom(long k) => Set(k, long.MaxValue);

    /// <summary>Lets none fail, and counts from 0.</summary>
    public void Reset() => Set(long.MaxValue, long.MaxValue);

    /// <summary>A request is made.</summary>
    /// <returns>Whether it is to fail.</returns>
    internal bool Fails()
    {
        var number = _count.Add(this, 1);
        return number >= _first.Read(this) && number <= _last.Read(this);
    }

    private void Set(long first, long last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1, "k");
        _first.Write(this, first);
        _last.Write(this, last);
        _count.Write(this, 0);
        IsOn = true;
        _start();
    }
}
