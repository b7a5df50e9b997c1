namespace MmAnalyzers.Verdicts.Cells;

/// <summary>Something that a method of a cell does.</summary>
internal abstract record Step
{
    /// <summary>What is done under locks: a count.</summary>
    public static Step Work { get; } = new Work();

    /// <summary>Takes the locks in the order of their letters and holds all of them in the middle; the second is at the cell's distance from the first.</summary>
    public static Step Nested(string locks) => new Region(locks[0], locks.Length == 1 ? Work : new Away(Inner(locks[1..])));

    /// <summary>Takes the locks one after the other, each released before the next; those behind the first are at the cell's distance.</summary>
    public static Step InTurn(string locks) =>
        locks.Length == 1 ? Inner(locks) : new Sequence(Inner(locks[..1]), new Away(InTurn(locks[1..])));

    /// <summary>Takes the locks in one body.</summary>
    private static Region Inner(string locks) => new Region(locks[0], locks.Length == 1 ? Work : Inner(locks[1..]));
}

/// <summary>The work itself.</summary>
internal sealed record Work : Step;

/// <summary>A region in which a lock is held.</summary>
/// <param name="Lock">The lock's letter.</param>
/// <param name="Inner">What is done in it.</param>
/// <param name="Way">How the lock is taken.</param>
internal sealed record Region(char Lock, Step Inner, Way Way = Way.Plain) : Step;

/// <summary>One step after the other.</summary>
/// <param name="First">The first.</param>
/// <param name="Second">The second.</param>
internal sealed record Sequence(Step First, Step Second) : Step;

/// <summary>A step at the cell's distance.</summary>
/// <param name="Inner">The step.</param>
internal sealed record Away(Step Inner) : Step;

/// <summary>A step on the locks of another object.</summary>
/// <param name="Receiver">The local or parameter that holds the object.</param>
/// <param name="Inner">The step.</param>
internal sealed record On(string Receiver, Step Inner) : Step;

/// <summary>Text, in which <c>{acquire}</c> and <c>{release}</c> stand for the bare calls on lock a.</summary>
/// <param name="Body">The text.</param>
internal sealed record Text(string Body) : Step;
