namespace MmAnalyzers.Engine;

/// <summary>Every cap of the engine: the one table. Reaching a cap is reported (MM9005) wherever it can hide a finding.</summary>
internal sealed record Budgets
{
    /// <summary>The caps nobody changed.</summary>
    public static Budgets Default { get; } = new();

    /// <summary>Operations in one body; larger bodies are skipped.</summary>
    public int Operations { get; init; } = 20_000;

    /// <summary>Basic blocks in one body; larger bodies are skipped.</summary>
    public int Blocks { get; init; } = 4_000;

    /// <summary>How often one block may be visited before its state is widened; 64 is far above what merging loop heads need.</summary>
    public int BlockVisits { get; init; } = 64;

    /// <summary>Disjuncts in one path state; more are grouped by lock set, then entries become unknown.</summary>
    public int Disjuncts { get; init; } = 16;

    /// <summary>Events in one member's summary.</summary>
    public int Events { get; init; } = 256;

    /// <summary>Critical pairs for one candidate lock and member.</summary>
    public int CriticalPairs { get; init; } = 64;

    /// <summary>Places in one trace; longer ones are cut in the middle.</summary>
    public int TraceLength { get; init; } = 12;

    /// <summary>Rounds over one group of mutually recursive members; the lower approximation stands after that.</summary>
    public int SccRounds { get; init; } = 8;

    /// <summary>Bodies that the live reverse search may summarise for one new edge.</summary>
    public int ReverseBodies { get; init; } = 40;

    /// <summary>
    /// Implementations that one virtual or interface call may have before it counts as unknown. One: which of several runs is a guess, and cycles made of
    /// guesses are most of the false ones.
    /// </summary>
    public int Implementers { get; init; } = 1;

    /// <summary>Visible handlers that one event may have before what it runs counts as unknown.</summary>
    public int Handlers { get; init; } = 4;

    /// <summary>Steps of the search for a feasible cycle, for each edge it starts from.</summary>
    public int CycleExpansions { get; init; } = 1_000;

    /// <summary>Cycles reported for one group of entangled locks; the rest are counted in the last message.</summary>
    public int Cycles { get; init; } = 10;

    /// <summary>Locks in one cycle.</summary>
    public int CycleLength { get; init; } = 8;

    /// <summary>Rounds of the search for wrappers of wrappers in the prefilter.</summary>
    public int WrapperRounds { get; init; } = 4;
}
