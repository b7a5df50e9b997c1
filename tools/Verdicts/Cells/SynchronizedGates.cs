namespace MmAnalyzers.Verdicts.Cells;

/// <summary>The classes of locks whose regions are their own synchronized methods.</summary>
internal sealed class SynchronizedGates(bool isRun)
{
    private readonly SortedDictionary<string, ClassText> _gates = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>The classes.</summary>
    public IEnumerable<string> Types => _gates.Values.Select(gate => gate.ToString());

    /// <summary>Adds a region to a lock and says what its method is called.</summary>
    public string Add(string name, string label, string body)
    {
        if (!_gates.TryGetValue(name, out var gate))
        {
            gate = new($"internal sealed class {name}Gate");
            _gates.Add(name, gate);
        }

        var hold = $"Hold{++_last}";
        var text = isRun ? $"Rendezvous.Has(\"{label}\");\n{body}\nRendezvous.Gives(\"{label}\");" : body;
        gate.Method($"[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)]\ninternal void {hold}(Sample owner, int mode)", text);
        return hold;
    }
}
