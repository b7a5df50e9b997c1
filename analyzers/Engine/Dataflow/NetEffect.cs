using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>What a call leaves behind in the caller's lock set.</summary>
/// <param name="Acquired">Locks held afterwards that were not before.</param>
/// <param name="Released">Locks of the caller no longer held.</param>
internal sealed record LockChange(ImmutableArray<(LockRef Lock, LockMode Mode)> Acquired, ImmutableArray<(LockRef Lock, LockMode Mode)> Released)
{
    /// <summary>No change.</summary>
    public static readonly LockChange None = new(ImmutableArray<(LockRef, LockMode)>.Empty, ImmutableArray<(LockRef, LockMode)>.Empty);

    public bool IsNone => Acquired.IsEmpty && Released.IsEmpty;

    /// <summary>Canonical text.</summary>
    public string Text => string.Join(",", Acquired.Select(Name)) + "/" + string.Join(",", Released.Select(Name));

    /// <summary>The same of other locks.</summary>
    public LockChange Select(Func<LockRef, LockRef> translate) => new(
        Acquired.Select(entry => (translate(entry.Lock), entry.Mode)).ToImmutableArray(), Released.Select(entry => (translate(entry.Lock), entry.Mode)).ToImmutableArray());

    private static string Name((LockRef Lock, LockMode Mode) entry) => $"{entry.Lock}/{(int)entry.Mode}";
}

/// <summary>The change per outcome of a call.</summary>
/// <param name="WhenTrue">If it returns true, or does not tell.</param>
/// <param name="WhenFalse">If it returns false; the same object when the result tells nothing.</param>
/// <param name="Uncertain">Locks that it may or may not leave changed.</param>
internal sealed record NetEffect(LockChange WhenTrue, LockChange WhenFalse, ImmutableArray<LockRef> Uncertain)
{
    /// <summary>No change.</summary>
    public static readonly NetEffect None = new(LockChange.None, LockChange.None, ImmutableArray<LockRef>.Empty);

    public bool IsNone => WhenTrue.IsNone && WhenFalse.IsNone && Uncertain.IsEmpty;

    /// <summary>Whether the returned boolean tells what changed.</summary>
    public bool DependsOnResult => !ReferenceEquals(WhenTrue, WhenFalse) && WhenTrue.Text != WhenFalse.Text;

    /// <summary>What may be held afterwards that was not before.</summary>
    public ImmutableArray<LockClass> AcquiredClasses =>
        WhenTrue.Acquired.Concat(WhenFalse.Acquired).Select(entry => entry.Lock.Class).Concat(Uncertain.Select(@lock => @lock.Class)).Distinct().ToImmutableArray();

    /// <summary>Canonical text.</summary>
    public string Text => $"{WhenTrue.Text}|{WhenFalse.Text}|{string.Join(",", Uncertain)}";

    /// <summary>All locks that it is about.</summary>
    public IEnumerable<LockRef> Touched =>
        WhenTrue.Acquired.Concat(WhenTrue.Released).Concat(WhenFalse.Acquired).Concat(WhenFalse.Released).Select(entry => entry.Lock).Concat(Uncertain);

    /// <summary>The same of other locks.</summary>
    public NetEffect Select(Func<LockRef, LockRef> translate)
    {
        if (IsNone)
        {
            return this;
        }

        var whenTrue = WhenTrue.Select(translate);
        return new(whenTrue, DependsOnResult ? WhenFalse.Select(translate) : whenTrue, Uncertain.Select(translate).ToImmutableArray());
    }
}
